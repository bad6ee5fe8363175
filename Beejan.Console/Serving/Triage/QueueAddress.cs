using Beejan.Curated.Reading;
using Microsoft.AspNetCore.WebUtilities;

namespace Beejan.Serving.Triage;

/// <summary>The queue's address taken apart: what stands there is what is shown.</summary>
public sealed record QueueAddress(IReadOnlyDictionary<string, string> Parameters)
{
    public static QueueAddress Of(string uri)
    {
        var at = uri.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(at < 0 ? "" : uri[at..]);
        var known = ComplaintFilterQuery.Names.Where(query.ContainsKey).ToDictionary(n => n, n => query[n].ToString());
        return new QueueAddress(known.Count > 0 ? known : QueryHelpers.ParseQuery(QueueView.Usual.Query).ToDictionary(p => p.Key, p => p.Value.ToString()));
    }

    public string Query => ComplaintFilterQuery.Query(ComplaintFilterQuery.Names.Where(Parameters.ContainsKey).Select(n => (n, (string?)Parameters[n])));

    public string Url => Query == QueueView.Usual.Query ? "/queue" : "/queue?" + Query;

    public string this[string name] => Parameters.GetValueOrDefault(name, "");

    /// <summary>The address with that parameter; an empty value takes it away.</summary>
    public QueueAddress With(string name, string? value)
    {
        var changed = Parameters.Where(p => p.Key != name).ToDictionary();
        if (!string.IsNullOrWhiteSpace(value))
        {
            changed[name] = value.Trim();
        }
        return new QueueAddress(changed);
    }

    public FilterReading Read(DateTimeOffset now, string? me) => ComplaintFilterQuery.Parse(Parameters.Select(p => KeyValuePair.Create(p.Key, (string?)p.Value)), now, me);
}
