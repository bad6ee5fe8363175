using System.Net;
using System.Text;
using Beejan.Contracts;
using Beejan.Intake;
using Beejan.Intake.Watch;
using Beejan.RawZone;
using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Intake;

/// <summary>A source that begins to send something else: what each mode makes of it.</summary>
public sealed class SchemaTests
{
    private const string Known = """{"id":"1","from":"08031234567","text":"no network"}""";
    private const string Drifted = """{"id":"2","from":"08031234567","text":"slow data","carrier":{"name":"x"},"segments":2}""";

    [Fact]
    public async Task Evolve_takes_new_fields_over()
    {
        await using var house = await LearnedAsync(DriftMode.Evolve);
        // One small delivery in sixteen is looked at.
        for (var n = 0; n < 16; n++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(house, Drifted)).StatusCode);
        }
        Assert.Equal(["carrier.name", "from", "id", "segments", "text"], house.Get<SourceSchemas>().Accepted("sms").Select(f => f.Key));
        Assert.Empty(house.Get<SourceSchemas>().Pending("sms"));
    }

    [Fact]
    public async Task A_new_column_of_a_small_table_is_seen_in_its_first_delivery()
    {
        await using var house = await WholeHouse.OpenAsync(("Beejan:Contracts:Sources:files:Drift", "Evolve"));
        string[] files =
        [
            "no,line,complaint\n1,08031234561,No network in Ikeja since morning\n", "no,line,complaint\n2,08031234562,My data finished in an hour\n",
            "no,line,complaint,queue\n3,08031234563,Your agent was rude to me,7\n",
        ];
        foreach (var file in files)
        {
            var answer = await house.Client().PostAsync("/api/v1/intake/files", new StringContent(file, Encoding.UTF8, "text/csv"));
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }
        Assert.Equal(["complaint", "line", "no", "queue"], house.Get<SourceSchemas>().Accepted("files").Select(f => f.Key));
    }

    [Fact]
    public async Task Two_sources_that_take_turns_are_both_looked_at()
    {
        await using var house = await WholeHouse.OpenAsync(("Beejan:Contracts:Sources:sms:Drift", "Evolve"), ("Beejan:Contracts:Sources:web-form:Drift", "Evolve"));
        var schemas = house.Get<SourceSchemas>();
        await schemas.CheckAsync("sms", [Record(Known)], default);
        await schemas.CheckAsync("web-form", [Record(Known)], default);
        for (var n = 0; n < 16; n++)
        {
            await schemas.CheckAsync("sms", [Record(Drifted)], default);
            await schemas.CheckAsync("web-form", [Record(Drifted)], default);
        }
        Assert.Equal((5, 5), (schemas.Accepted("sms").Count, schemas.Accepted("web-form").Count));
    }

    [Fact]
    public async Task Many_requests_that_begin_together_teach_a_source_once_and_names_without_end_are_not_learnt()
    {
        await using var house = await WholeHouse.OpenAsync();
        var (controls, schemas, taught) = (house.Get<SourceControls>(), house.Get<SourceSchemas>(), 0);
        await controls.EnsureLoadedAsync(default);
        controls.Changed += () => Interlocked.Increment(ref taught);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => schemas.CheckAsync("sms", [Record(Known)], default).AsTask()));
        Assert.Equal(1, taught);

        for (var n = 0; n < 50 * 16; n++)
        {
            var names = string.Concat(Enumerable.Range(0, 60).Select(i => $",\"order {Letters(n)} {Letters(i)}\":1"));
            await schemas.CheckAsync("sms", [Record($$"""{"id":"1","text":"no network"{{names}}}""")], default);
        }
        Assert.InRange(schemas.Accepted("sms").Count, 100, 1100);
    }

    private static string Letters(int n) => string.Concat(n.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(c => (char)(c - '0' + 'a')));

    private static RawRecord Record(string json) => new(new SourceId("sms"), "1", "application/json", Encoding.UTF8.GetBytes(json), DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Freeze_refuses_the_delivery_shows_the_difference_and_lets_it_in_once_accepted()
    {
        await using var house = await LearnedAsync(DriftMode.Freeze);
        var refused = await PostAsync(house, Drifted);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("carrier.name: text", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(await house.LedgerAsync());
        Assert.Equal([new("carrier.name", null, "text"), new("segments", null, "number")], house.Get<SourceSchemas>().Pending("sms"));
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Drifted));
        await Assert.ThrowsAsync<SourceFrozenException>(() => house.Get<IIntake>().ReceiveAsync(new SourceId("sms"), new Delivery("a", null, file, DateTimeOffset.UnixEpoch), true, default));

        Assert.Equal(("frozen", true), await StandingAsync(house));

        // A slip of the sender's is left out; when it comes again it is told again.
        await house.Get<SourceSchemas>().DismissAsync("sms", "ada", default);
        Assert.Equal(("live", false), await StandingAsync(house));
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(house, Drifted)).StatusCode);
        Assert.Equal(("frozen", true), await StandingAsync(house));

        await house.Get<SourceSchemas>().AcceptAsync("sms", "ada", default);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(house, Drifted)).StatusCode);
        Assert.Empty(house.Get<SourceSchemas>().Pending("sms"));
        Assert.Equal(("live", false), await StandingAsync(house));
    }

    private static async Task<(string State, bool IsTrouble)> StandingAsync(WholeHouse house)
    {
        var standing = (await house.Get<SourceWatch>().ReadAsync(default)).Single(s => s.Id == "sms");
        return (standing.State, standing.IsTrouble);
    }

    [Fact]
    public async Task Another_kind_of_value_is_drift_too()
    {
        await using var house = await LearnedAsync(DriftMode.Freeze);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(house, """{"id":2,"from":"08031234567","text":"slow data"}""")).StatusCode);
        Assert.Equal(new SchemaChange("id", "text", "number"), Assert.Single(house.Get<SourceSchemas>().Pending("sms")));
        // A field that is left out is none.
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(house, """{"id":"3","text":"slow data"}""")).StatusCode);
    }

    [Fact]
    public async Task Quarantine_keeps_the_record_and_sets_it_aside_until_accepted()
    {
        await using var house = await LearnedAsync(DriftMode.Quarantine);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(house, Drifted)).StatusCode);
        await house.JudgeAsync();
        var held = (await house.LedgerAsync()).Single(r => r.Key == "2");
        Assert.Equal((Fate.Rejected, "schema.drift", "schema"), (held.Fate, held.ReasonCode, held.Stage));

        await house.Get<SourceSchemas>().AcceptAsync("sms", "ada", default);
        await house.Get<IRawZone>().RequeueAsync([held.RawId], default);
        await house.JudgeAsync();
        Assert.Equal(2, (await house.ComplaintsAsync()).Count);
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task Discard_takes_the_record_without_what_is_new()
    {
        await using var house = await LearnedAsync(DriftMode.Discard);
        for (var n = 0; n < 16; n++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(house, Drifted)).StatusCode);
        }
        await house.JudgeAsync();
        Assert.Equal(2, (await house.ComplaintsAsync()).Count);
        Assert.Equal(["from", "id", "text"], house.Get<SourceSchemas>().Accepted("sms").Select(f => f.Key));
        Assert.Equal(["carrier.name", "segments"], house.Get<SourceSchemas>().Pending("sms").Select(c => c.Field));
    }

    [Fact]
    public async Task A_gateway_that_pushes_to_a_frozen_source_is_not_told_that_it_was_taken()
    {
        await using var house = await LearnedAsync(DriftMode.Freeze);
        var answer = await house.Client().PostAsync("/api/v1/intake/sms/standard", new StringContent(Drifted, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    private static async Task<WholeHouse> LearnedAsync(DriftMode mode)
    {
        var house = await WholeHouse.OpenAsync(("Beejan:Contracts:Sources:sms:Drift", "Evolve"));
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(house, Known)).StatusCode);
        await house.Get<SourceSchemas>().SetModeAsync("sms", mode, "ada", default);
        return house;
    }

    private static Task<HttpResponseMessage> PostAsync(WholeHouse house, string body) =>
        house.Client().PostAsync("/api/v1/intake/sms", new StringContent(body, Encoding.UTF8, "application/json"));
}
