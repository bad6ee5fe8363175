using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Beejan.Contracts;
using Beejan.Processing;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Rules;
using Beejan.Processing.Stages;
using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Sources;

/// <summary>What each source makes of one delivery, kept beside it. <c>BEEJAN_UPDATE_GOLDEN=1</c> rewrites the answers: read the diff.</summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly Taxonomy Taxonomy = new();
    private static readonly ShippedRecipes Recipes = new(Taxonomy);
    private static readonly ShippedModels Models = new(Recipes);
    private static readonly RecordStage[] Stages =
    [
        new CleanStage(), new TimeStage(), new PhoneStage(), new PlaceStage(new Places()), new MaskStage(null, null), new ModelStage(Models, Recipes, new Languages(Models), new Sentiments(Models, new Languages(Models))),
        new PriorityStage(Taxonomy, new Ranking(new Urgency())), new RoutingStage(Taxonomy),
    ];

    public static TheoryData<string> Rooms => ["CallCenter", "Email", "Files", "Sms", "Social", "WebForm", "WhatsApp"];

    [Theory, MemberData(nameof(Rooms))]
    public async Task A_delivery_is_read_as_it_was(string room)
    {
        var source = room switch { "CallCenter" => Feed.CallCenter(), "Email" => Feed.Email(), "Files" => Feed.Files(), "WhatsApp" => Feed.Files(new() { ChatOwnNames = ["Beejan Care Lekki"] }), "Sms" => Feed.Sms(), "Social" => Feed.Social(), _ => Feed.WebForm() };
        var folder = Path.Combine(Root(), "Golden", room);
        var records = await source.SplitAsync(await File.ReadAllBytesAsync(Directory.GetFiles(folder, "input.*").Single()));
        var read = JsonSerializer.Serialize(records.Select(record => Show(record, source.Parse(record))), Json) + "\n";
        var golden = Path.Combine(folder, "parsed.json");
        if (Environment.GetEnvironmentVariable("BEEJAN_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(golden, read);
        }
        Assert.Equal(await File.ReadAllTextAsync(golden), read);
        var judged = JsonSerializer.Serialize(records.Select(record => source.Parse(record)).OfType<Parsed.Ok>().Select(ok => Judged(ok.Draft)), Json) + "\n";
        golden = Path.Combine(folder, "judged.json");
        if (Environment.GetEnvironmentVariable("BEEJAN_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(golden, judged);
        }
        Assert.Equal(await File.ReadAllTextAsync(golden), judged);
    }

    // What the record stages make of it, or the reason why they reject it. Probabilities are left to the model's own tests.
    private static object Judged(ComplaintDraft draft)
    {
        foreach (var stage in Stages)
        {
            if (stage.Apply(draft) is not Outcome.Kept kept)
            {
                return new { draft.Key, Rejected = (stage.Apply(draft) as Outcome.Rejected)?.Reason };
            }
            draft = kept.Draft;
        }
        return new
        {
            draft.Key, draft.Channel, draft.MaskedText, draft.MaskedOriginal, draft.ReportedAt, draft.TimeKnown, draft.Msisdn, draft.State, draft.Lga, draft.Product, draft.Language,
            draft.Category, draft.Subcategory, draft.Priority, draft.Team, draft.DueAt, draft.Tags, draft.Warnings, draft.Attachments,
        };
    }

    private static object Show(RawRecord record, Parsed parsed) => new
    {
        record.Key,
        record.Origin,
        record.ContentType,
        Bytes = record.Payload.Length,
        Unreadable = (parsed as Parsed.Unreadable)?.Reason,
        Ignored = (parsed as Parsed.Ignored)?.Reason ?? (parsed as Parsed.Withdrawn)?.Reason,
        Draft = parsed is Parsed.Ok ok ? Show(ok.Draft) : null,
    };

    private static Dictionary<string, object> Show(ComplaintDraft draft)
    {
        var shown = Filled(draft, p => p is "Channel" or "Warnings");
        shown.Add("given", Filled(draft.Given, _ => true));
        return shown;
    }

    private static Dictionary<string, object> Filled(object of, Func<string, bool> wanted) => of.GetType().GetProperties()
        .Where(p => wanted(p.Name)).Select(p => (p.Name, Value: p.GetValue(of)))
        .Where(p => p.Value is not (null or 0 or 0L or false or System.Collections.ICollection { Count: 0 }))
        .ToDictionary(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name), p => p.Value!);

    private static string Root([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "..");
}
