using System.Globalization;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Reading;

namespace Beejan.Serving.Api;

/// <summary>
/// The body of a bulk change: <c>{"selection": {"ids": ["BJN-…", 12]} | {"filter": "status=open&amp;state=Lagos"}, "change": {…}, "dryRun": true}</c>.
/// </summary>
internal sealed record BulkRequest(IReadOnlyList<long>? Ids, ComplaintFilter? Filter, CaseChange Change, bool DryRun, IReadOnlyDictionary<string, string[]> Errors)
{
    private static readonly string[] Members = ["selection", "change", "dryRun"];

    public static BulkRequest Read(JsonElement body, DateTimeOffset now, string? me)
    {
        var errors = new Dictionary<string, string[]>();
        var change = new CaseChange();
        var (ids, filter) = Selection(body, now, me, errors);
        if (Member(body, "change") is { } wanted)
        {
            (change, var faults) = ChangesApi.ReadChange(wanted);
            foreach (var (name, messages) in faults)
            {
                errors[name == "body" ? "change" : $"change.{name}"] = messages;
            }
        }
        else
        {
            errors["change"] = ["is missing"];
        }
        Strangers(body, Members, "", errors);
        var dry = Member(body, "dryRun");
        if (dry is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            errors["dryRun"] = ["is true or false"];
        }
        return new BulkRequest(ids, filter, change, dry is { ValueKind: JsonValueKind.True }, errors);
    }

    private static (IReadOnlyList<long>? Ids, ComplaintFilter? Filter) Selection(JsonElement body, DateTimeOffset now, string? me, Dictionary<string, string[]> errors)
    {
        var selection = Member(body, "selection");
        Strangers(selection, ["ids", "filter"], "selection.", errors);
        if (selection is { } both && Member(both, "ids") is not null && Member(both, "filter") is not null)
        {
            errors["selection"] = ["holds ids or filter, not both: which of them is meant?"];
        }
        if (selection is { } of && Member(of, "ids") is { ValueKind: JsonValueKind.Array } list)
        {
            var ids = new List<long>();
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var id)
                    || item.ValueKind == JsonValueKind.String && (ComplaintNumber.TryParse(item.GetString(), out id)
                        || long.TryParse(item.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out id)))
                {
                    ids.Add(id);
                }
                else
                {
                    errors["selection.ids"] = [$"'{item}' is neither a number (BJN-…) nor an id"];
                }
            }
            return ([.. ids.Distinct()], null);
        }
        if (selection is { } by && Member(by, "filter") is { ValueKind: JsonValueKind.String } text)
        {
            var pairs = System.Web.HttpUtility.ParseQueryString(text.GetString()!);
            var names = pairs.AllKeys.Where(k => k is not null).Select(k => k!).ToList();
            var read = ComplaintFilterQuery.Parse(names.Select(k => KeyValuePair.Create(k, pairs[k])), now, me);
            foreach (var (name, messages) in read.Errors)
            {
                errors[$"selection.filter.{name}"] = messages;
            }
            foreach (var strange in names.Except(ComplaintFilterQuery.Names, StringComparer.OrdinalIgnoreCase))
            {
                errors[$"selection.filter.{strange}"] = ["is not a parameter of filters"];
            }
            foreach (var empty in names.Where(n => string.IsNullOrWhiteSpace(pairs[n])))
            {
                errors[$"selection.filter.{empty}"] = ["has no value, which would mean any; leave it out or give it one"];
            }
            if (pairs.GetValues(null) is [var bare, ..])
            {
                errors["selection.filter"] = [$"'{bare}' has no '=': write it as name=value"];
            }
            else if (names.All(n => string.Equals(n, "sort", StringComparison.OrdinalIgnoreCase)))
            {
                errors["selection.filter"] = ["filters nothing, which would mean everything; name at least one parameter"];
            }
            return (null, read.Filter);
        }
        errors["selection"] = ["holds ids (a list) or filter (a query string)"];
        return (null, null);
    }

    // A misspelt dryRun would be a real run.
    private static void Strangers(JsonElement? of, string[] known, string before, Dictionary<string, string[]> errors)
    {
        foreach (var member in of is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject().Where(m => !known.Contains(m.Name)) : [])
        {
            errors[before + member.Name] = [$"is not known; members are {string.Join(", ", known)}"];
        }
    }

    private static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : null;
}
