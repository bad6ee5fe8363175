using System.Globalization;
using Beejan.Contracts;

namespace Beejan.Curated.Reading;

/// <summary>A filter as read from a URL, and what was wrong with it: messages by parameter name. A faulty parameter filters nothing.</summary>
public sealed record FilterReading(ComplaintFilter Filter, IReadOnlyDictionary<string, string[]> Errors);

/// <summary>The grammar of filters in URLs: one for pages, API and reports. Lists are separated by commas.</summary>
public static class ComplaintFilterQuery
{
    private static readonly string[] SlaStates = ["breached", "soon", "ok"];

    /// <summary>The parameters of the grammar.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "from", "to", "status", "category", "subcategory", "state", "channel", "language", "priority", "team", "assignee", "sla", "q",
        "customer", "tier", "confidence", "snoozed", "resolvedFrom", "sort",
    ];

    /// <summary>Reads the parameters; others are ignored. Relative times (<c>today</c>, <c>7d</c>) count from <paramref name="now"/>.</summary>
    /// <param name="me">Who <c>assignee=me</c> is.</param>
    public static FilterReading Parse(IEnumerable<KeyValuePair<string, string?>> query, DateTimeOffset now, string? me = null)
    {
        var given = query.Where(p => !string.IsNullOrWhiteSpace(p.Value)).GroupBy(p => p.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => string.Join(',', g.Select(p => p.Value!.Trim())), StringComparer.OrdinalIgnoreCase);
        var errors = new Dictionary<string, string[]>();
        var filter = new ComplaintFilter
        {
            From = Instant("from"),
            To = Instant("to"),
            Status = Listed("status", ["open", .. Statuses.All]),
            Category = Listed("category", Categories.All),
            Subcategory = Free("subcategory"),
            State = Free("state"),
            Channel = Free("channel"),
            Language = Free("language"),
            Priority = [.. Listed("priority", ["1", "2", "3", "4", "P1", "P2", "P3", "P4"]).Select(p => p[^1] - '0').Distinct()],
            Team = Free("team"),
            Assignee = given.GetValueOrDefault("assignee") is { } who ? (who == "me" ? me ?? who : who) : null,
            Sla = One("sla", SlaStates),
            Search = given.GetValueOrDefault("q"),
            CustomerId = Customer(),
            Tier = Listed("tier", ["prepaid", "postpaid", "corporate"]),
            Confidence = One("confidence", ["low"]),
            Snoozed = One("snoozed", ["yes", "no"]),
            ResolvedFrom = Instant("resolvedFrom"),
            Sort = One("sort", [.. ComplaintOrder.Keys, .. ComplaintOrder.Keys.Select(k => "-" + k)]),
        };
        if (filter is { From: { } from, To: { } to } && from >= to)
        {
            errors["to"] = ["must be later than from"];
        }
        return new FilterReading(filter, errors);

        DateTimeOffset? Instant(string name)
        {
            if (!given.TryGetValue(name, out var text))
            {
                return null;
            }
            var at = Lagos.Read(text, now);
            if (at is null)
            {
                errors[name] = [$"'{text}' is no time: use today, yesterday, 24h, 7d, a date such as 2026-11-20 or an RFC 3339 instant"];
            }
            return at;
        }

        long? Customer()
        {
            if (!given.TryGetValue("customer", out var text))
            {
                return null;
            }
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            {
                return id;
            }
            errors["customer"] = [$"'{text}' is no customer id: it is a whole number"];
            return null;
        }

        IReadOnlyList<string> Free(string name) => given.TryGetValue(name, out var text) ? Split(text) : [];

        string? One(string name, IReadOnlyList<string> known)
        {
            var values = Listed(name, known);
            // Of a sort the first key is the one that is kept; of two things a case may be only one would be looked for.
            if (values.Count > 1 && name != "sort")
            {
                errors[name] = [$"takes one value, not {values.Count}"];
            }
            return values.Count > 0 ? values[0] : null;
        }

        IReadOnlyList<string> Listed(string name, IReadOnlyList<string> known)
        {
            var values = Free(name);
            var strange = values.Where(v => !known.Contains(v, StringComparer.OrdinalIgnoreCase)).ToList();
            if (strange.Count > 0)
            {
                errors[name] = [.. strange.Select(v => $"'{v}' is not one of {string.Join(", ", known)}")];
            }
            return [.. values.Except(strange).Select(v => known.First(k => k.Equals(v, StringComparison.OrdinalIgnoreCase)))];
        }
    }

    /// <summary>The filter as a query string without the question mark; reading it gives the same filter.</summary>
    public static string Format(ComplaintFilter filter)
    {
        (string Name, string? Value)[] parts =
        [
            ("from", Instant(filter.From)), ("to", Instant(filter.To)), ("status", Join(filter.Status)), ("category", Join(filter.Category)),
            ("subcategory", Join(filter.Subcategory)), ("state", Join(filter.State)), ("channel", Join(filter.Channel)),
            ("language", Join(filter.Language)), ("priority", Join(filter.Priority.Select(p => "P" + p.ToString(CultureInfo.InvariantCulture)))),
            ("team", Join(filter.Team)), ("assignee", filter.Assignee), ("sla", filter.Sla), ("q", filter.Search),
            ("customer", filter.CustomerId?.ToString(CultureInfo.InvariantCulture)), ("tier", Join(filter.Tier)), ("confidence", filter.Confidence), ("snoozed", filter.Snoozed),
            ("resolvedFrom", Instant(filter.ResolvedFrom)), ("sort", filter.Sort),
        ];
        return Query(parts);
    }

    /// <summary>A query string without the question mark; empty values are left out, commas and colons stay readable.</summary>
    public static string Query(params IEnumerable<(string Name, string? Value)> parts) =>
        string.Join('&', parts.Where(p => !string.IsNullOrEmpty(p.Value))
            .Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!).Replace("%2C", ",", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal)}"));

    private static string[] Split(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    private static string? Join(IEnumerable<string> values) => string.Join(',', values) is { Length: > 0 } text ? text : null;

    private static string? Instant(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}
