using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Beejan.Operations.Metrics;

/// <summary>The Prometheus text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IReadOnlyList<(Instrument Instrument, IReadOnlyList<(string Labels, Series Series)> Series)> metrics)
    {
        var text = new StringBuilder();
        // Two meters may publish the same name: one head for both.
        foreach (var family in metrics.GroupBy(m => Name(m.Instrument)))
        {
            var instrument = family.First().Instrument;
            var type = TypeOf(instrument);
            text.Append(CultureInfo.InvariantCulture, $"# HELP {family.Key} {Escape(instrument.Description ?? instrument.Name, quotes: false)}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Key} {type}\n");
            foreach (var (labels, series) in family.SelectMany(m => m.Series))
            {
                var (value, count, buckets) = series.Read();
                if (type != "histogram")
                {
                    Line(text, family.Key, labels, value);
                    continue;
                }
                foreach (var (bound, below) in buckets)
                {
                    Line(text, family.Key + "_bucket", Join(labels, $"le=\"{(double.IsPositiveInfinity(bound) ? "+Inf" : bound.ToString("R", CultureInfo.InvariantCulture))}\""), below);
                }
                Line(text, family.Key + "_sum", labels, value);
                Line(text, family.Key + "_count", labels, count);
            }
        }
        return text.ToString();
    }

    /// <summary>Labels in the order of their names: <c>result="landed",source="sms"</c>.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }
        var parts = new List<string>(tags.Length);
        foreach (var tag in tags)
        {
            parts.Add($"{Letters(tag.Key)}=\"{Escape(Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "", quotes: true)}\"");
        }
        parts.Sort(StringComparer.Ordinal);
        return string.Join(',', parts);
    }

    /// <summary>Names of other meters carry dots and no unit: <c>http.server.request.duration</c> in s becomes <c>http_server_request_duration_seconds</c>.</summary>
    private static string Name(Instrument instrument)
    {
        var name = Letters(instrument.Name);
        if (instrument.Meter.Name == "Beejan")
        {
            return name;
        }
        name += instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return TypeOf(instrument) == "counter" ? name + "_total" : name;
    }

    private static string TypeOf(Instrument instrument) => instrument.GetType().Name switch
    {
        var name when name.StartsWith("Histogram", StringComparison.Ordinal) => "histogram",
        var name when name.StartsWith("Counter", StringComparison.Ordinal) || name.StartsWith("ObservableCounter", StringComparison.Ordinal) => "counter",
        _ => "gauge",
    };

    private static void Line(StringBuilder text, string name, string labels, double value) => text
        .Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');

    private static string Join(string labels, string more) => labels.Length == 0 ? more : $"{labels},{more}";

    private static string Letters(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_'));

    private static string Escape(string text, bool quotes)
    {
        text = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }
}
