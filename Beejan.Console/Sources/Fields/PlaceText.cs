namespace Beejan.Sources.Fields;

/// <summary>Reads a place column. Scripts built on tweepy print the whole object into it, <c>Place(…, full_name='Lagos, Nigeria', …)</c>.</summary>
internal static class PlaceText
{
    private const string Start = "Place(";
    private const string Member = "full_name='";

    /// <summary>The place's name; the text itself when it is no such object.</summary>
    public static string Of(string text)
    {
        if (!text.StartsWith(Start, StringComparison.Ordinal) || text.IndexOf(Member, StringComparison.Ordinal) is not (var at and > 0))
        {
            return text;
        }
        var from = at + Member.Length;
        var to = text.IndexOf('\'', from);
        return to < 0 ? text : text[from..to];
    }
}
