using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated.Persons;
using Beejan.Customers.Linking;
using Beejan.Customers.Pages;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Beejan.Governance.Idempotency;

namespace Beejan.Customers;

/// <summary>Persons and pairs over HTTP. Identities are masked; ids are strings, as they do not fit JavaScript's numbers.</summary>
internal static class CustomersApi
{
    private const int MostPairs = 100;

    public static void MapPersons(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/customers").WithTags("Customers").DisableAntiforgery();
        api.MapGet("/conflicts", async (CustomerReader reader, CancellationToken ct) => new
        {
            Items = (await reader.QuestionsAsync(MostPairs, ct)).Select(q => PairJson.Of(q.Pair)).ToList(),
            Total = await reader.CountAsync(ct),
        }).RequireAuthorization(Policies.ViewComplaints).WithSummary("Pairs of customers that wait for a person, the surest first");
        api.MapGet("/{id:long}", async (long id, CustomerReader reader, CancellationToken ct) => await reader.PersonAsync(id, ct) is { } person
            ? Results.Ok(PersonJson.Of(person)) : Missing(id)).RequireAuthorization(Policies.ViewComplaints).WithSummary("The person a customer belongs to, with what links them").Produces<PersonJson>().ProducesProblem(404);
        api.MapPost("/pairs", DecideAsync).WithIdempotency().RequireAuthorization(Policies.WorkQueue)
            .WithSummary("Decide on two customers: {one, two, decision: link | apart | later | ask-again, why}").Produces(204).ProducesProblem(400).ProducesProblem(422);
        api.MapPost("/{id:long}/split", SplitAsync).WithIdempotency().RequireAuthorization(Policies.WorkQueue)
            .WithSummary("Take customers out of a person: {customers, why}").Produces(204).ProducesProblem(400).ProducesProblem(422);
    }

    private static async Task<IResult> DecideAsync(HttpContext http, PairRequest body, Links links, CancellationToken ct)
    {
        var actor = Actors.Of(http.User);
        if (Id(body.One) is not { } one || Id(body.Two) is not { } two)
        {
            return Wrong("one", "one and two are customer ids: whole numbers, as strings");
        }
        Task<Reason?>? deed = body.Decision switch
        {
            "link" => links.LinkAsync(one, two, body.Why, actor, ct),
            "apart" => links.KeepApartAsync(one, two, body.Why, actor, ct),
            "later" => links.LaterAsync(one, two, actor, ct),
            "ask-again" => links.AskAgainAsync(one, two, actor, ct),
            _ => null,
        };
        return deed is null ? Wrong("decision", "is one of link, apart, later, ask-again") : Answer(await deed);
    }

    private static async Task<IResult> SplitAsync(HttpContext http, long id, SplitRequest body, CustomerReader reader, Links links, CancellationToken ct)
    {
        var customers = (body.Customers ?? []).Select(Id).ToList();
        if (customers.Count == 0 || customers.Contains(null))
        {
            return Wrong("customers", "is a list of customer ids: whole numbers, as strings");
        }
        return await reader.PersonAsync(id, ct) is not { } person ? Missing(id)
            : customers.Any(c => person.Customers.All(p => p.Id != c)) ? Wrong("customers", "names a customer that is not of this person")
            : Answer(await links.SplitAsync([.. customers.OfType<long>()], body.Why, Actors.Of(http.User), ct));
    }

    private static long? Id(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static IResult Answer(Reason? refused) => refused is null ? Results.NoContent() : Problem(StatusCodes.Status422UnprocessableEntity, refused.Code, refused.Message);

    private static IResult Missing(long id) => Problem(StatusCodes.Status404NotFound, "customer.not-found", string.Create(CultureInfo.InvariantCulture, $"There is no customer {id}."));

    private static IResult Wrong(string member, string message) => Results.ValidationProblem(
        new Dictionary<string, string[]> { [member] = [message] }, extensions: new Dictionary<string, object?> { ["code"] = "body.invalid" });

    private static IResult Problem(int status, string code, string message) =>
        Results.Problem(message, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}

/// <summary>A decision on two customers.</summary>
internal sealed record PairRequest(string? One, string? Two, string? Decision, string? Why);

/// <summary>Customers to take out of a person.</summary>
internal sealed record SplitRequest(IReadOnlyList<string>? Customers, string? Why);

/// <summary>Two customers and what comparing them came to.</summary>
internal sealed record PairJson(
    string One, string Two, string State, double Score, IReadOnlyList<Evidence> Evidence, string? Contradiction, DateTimeOffset FoundAt, string? Actor, DateTimeOffset? DecidedAt, string? Why)
{
    public static PairJson Of(PairRow row) => new(
        row.Low.ToString(CultureInfo.InvariantCulture), row.High.ToString(CultureInfo.InvariantCulture), row.State, Math.Round(row.Score, 4), PairTable.EvidenceOf(row),
        row.Contradiction, row.FoundAt, row.Actor, row.DecidedAt, row.Why);
}

/// <summary>One identity of a person, masked.</summary>
internal sealed record IdentityJson(string Id, string Kind, string Shown, string? Name, string? Tier, int Complaints, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt);

/// <summary>A person: identities, the books' word, and the pairs that hold them together or keep others away.</summary>
/// <param name="Spends">In words, to one figure.</param>
internal sealed record PersonJson(
    string Id, IReadOnlyList<IdentityJson> Identities, int Complaints, int Open, string? Plan, DateTimeOffset? Since, string? Spends, string? Tier, string? State, IReadOnlyList<PairJson> Pairs)
{
    public static PersonJson Of(Person person) => new(
        person.Id.ToString(CultureInfo.InvariantCulture),
        [.. person.Customers.Select(c => (Customer: c, Identity: Pages.Shown.Identity(c))).Select(c => new IdentityJson(c.Customer.Id.ToString(CultureInfo.InvariantCulture), c.Identity.Kind, c.Identity.Text,
            Governance.Privacy.Masking.Name(c.Customer.Name), c.Customer.Tier, c.Customer.Complaints, c.Customer.FirstSeenAt, c.Customer.LastSeenAt))],
        person.Complaints, person.Open, person.Profile?.Plan, person.Profile?.Since, person.Profile?.MonthlyNaira is { } naira ? Spend.About(naira) : null, person.Profile?.Tier,
        person.Profile?.State, [.. person.Pairs.Select(PairJson.Of)]);
}
