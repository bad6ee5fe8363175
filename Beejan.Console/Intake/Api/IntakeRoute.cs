using Beejan.Governance.Access;
using Beejan.Governance.Idempotency;
using Microsoft.OpenApi;

namespace Beejan.Intake.Api;

/// <summary>The route with its description for <c>/openapi/v1.json</c>.</summary>
internal static class IntakeRoute
{
    public const string Name = "Intake";

    private static readonly string[] MediaTypes =
        ["application/json", "application/x-ndjson", "text/csv", "text/plain", "application/x-www-form-urlencoded", "application/xml"];

    public static void MapIntakeApi(this WebApplication app)
    {
        var api = app.Services.GetRequiredService<IntakeApi>();
        app.MapPost("/api/v1/intake/{source}", (string source, HttpContext http) => api.HandleAsync(http, source))
            .RequireAuthorization(Policies.Intake).WithName(Name).WithTags("Intake")
            .WithSummary("Takes complaints in any format of that source")
            .WithDescription("The raw body is kept as it came. 202 comes when it is durable and says which records cannot be read; those become dead letters.")
            .Produces<IntakeAnswer>(202)
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415)
            .ProducesProblem(422).ProducesProblem(503)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                var text = new OpenApiSchema { Type = JsonSchemaType.String };
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = true, Description = "One or many records; what is inside decides the format.",
                    Content = MediaTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = text }),
                };
                (operation.Parameters ??= []).Add(new OpenApiParameter
                {
                    Name = IdempotentAnswers.Header, In = ParameterLocation.Header, Schema = text,
                    Description = "The same key and body again gets the first answer again; with another body 422.",
                });
                return Task.CompletedTask;
            });
    }
}

/// <summary>What the route answers; <see cref="Verdicts"/> writes it. Each record is in exactly one of the first three.</summary>
/// <param name="Accepted">Landed and readable.</param>
/// <param name="Duplicates">The same bytes under the same key had landed before.</param>
/// <param name="Rejected">Landed, but they will be dead letters.</param>
/// <param name="Receipts">One a record, in their order.</param>
internal sealed record IntakeAnswer(int Accepted, int Duplicates, IReadOnlyList<RejectedRecord> Rejected, IReadOnlyList<RecordReceipt> Receipts);

/// <summary>A record that cannot be read.</summary>
/// <param name="Index">Its place in the body, from 0.</param>
/// <param name="Code">Stable reason code.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
/// <param name="Field">The field at fault, when there is one.</param>
internal sealed record RejectedRecord(int Index, string Code, string Message, string? Field);

/// <summary>Proof that a record is durable.</summary>
/// <param name="RawId">Where its bytes are.</param>
/// <param name="Key">The source's own identifier.</param>
/// <param name="Number">The complaint's number, BJN-….</param>
/// <param name="DuplicateOf">The raw id it repeats; missing otherwise.</param>
internal sealed record RecordReceipt(long RawId, string Key, string Number, long? DuplicateOf);
