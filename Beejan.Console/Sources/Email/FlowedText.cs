using System.Text;

namespace Beejan.Sources.Email;

/// <summary>Text of <c>format=flowed</c> (RFC 3676): a line that ends in a blank goes on in the next one of the same quote depth.</summary>
internal static class FlowedText
{
    /// <param name="text">Lines end in line feeds.</param>
    /// <param name="deleteSpace"><c>delsp=yes</c>: the blank at the line's end is only the sign.</param>
    public static string Join(string text, bool deleteSpace)
    {
        var joined = new StringBuilder(text.Length);
        var flowing = -1;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var depth = line.IndexOfAnyExcept('>') is var d and >= 0 ? d : line.Length;
            var rest = line[depth..];
            rest = rest is [' ', ..] ? rest[1..] : rest;
            var signature = rest is "-- ";
            if (flowing >= 0 && (flowing != depth || signature))
            {
                joined.Append('\n');
                flowing = -1;
            }
            if (flowing < 0 && depth > 0)
            {
                joined.Append('>', depth).Append(' ');
            }
            var soft = !signature && rest is [.., ' '];
            joined.Append(soft && deleteSpace ? rest[..^1] : rest);
            flowing = soft ? depth : -1;
            if (!soft)
            {
                joined.Append('\n');
            }
        }
        return joined.ToString();
    }
}
