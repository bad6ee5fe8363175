using System.Text;

namespace Beejan.Storage;

/// <summary>
/// Text as every database takes and gives it back: PostgreSQL refuses U+0000 and half a surrogate pair, and SQLite's own interface gives text back
/// as far as its first U+0000. Either becomes U+FFFD, on its way into the database; the raw zone keeps the bytes as they came.
/// </summary>
internal static class StorableText
{
    /// <summary>The same object unless something in it cannot be kept.</summary>
    public static string Of(string text) => IsStorable(text) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    /// <summary>A parameter's value: a text, several, or what is no text.</summary>
    public static object? Of(object? value) => value switch
    {
        string text => Of(text),
        string[] texts when !Array.TrueForAll(texts, t => t is null || IsStorable(t)) => Array.ConvertAll(texts, t => t is null ? t : Of(t)),
        _ => value,
    };

    private static bool IsStorable(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }
        return true;
    }
}
