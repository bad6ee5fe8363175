using System.Text;
using System.Text.RegularExpressions;

namespace Beejan.Sources.Framing;

/// <summary>A script's assignment in front of JSON, as archives that are made to be looked at in a browser have it: <c>window.YTD.tweets.part0 = [</c>.</summary>
internal static partial class JsonPrefix
{
    private const int Longest = 120;

    /// <summary>Bytes before the JSON; 0 when it begins at once, or the text is none.</summary>
    public static int Length(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || !char.IsAsciiLetter((char)head[0]) || head[..Math.Min(head.Length, Longest)].IndexOf((byte)'=') < 0)
        {
            return 0;
        }
        return Assignment().Match(Encoding.Latin1.GetString(head[..Math.Min(head.Length, Longest)])).Length;
    }

    [GeneratedRegex(@"^(?:(?:var|let|const)\s+[A-Za-z_$][\w$]{0,80}|[A-Za-z_$][\w$]{0,40}(?:\.[\w$]{1,40}){1,4})(?:\[[^\]\s]{1,20}\])?\s*=\s*(?=[\[{])")]
    private static partial Regex Assignment();
}
