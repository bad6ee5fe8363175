using System.Text.RegularExpressions;

namespace Beejan.Sources.Email;

/// <summary>The first mailbox of an address field.</summary>
/// <param name="Name">As shown; null when there is none, or when it is an address itself.</param>
/// <param name="Address">Such as <c>ada@example.ng</c>; null when the field holds none.</param>
internal sealed partial record MailAddress(string? Name, string? Address)
{
    /// <summary>Reads <c>Name &lt;a@b&gt;</c>, <c>a@b (Name)</c>, <c>"Name" a@b</c> and the forms senders make of them.</summary>
    public static MailAddress Read(string? field)
    {
        if (field is null || field.Length > 64 * 1024)
        {
            return new MailAddress(null, null);
        }
        var angle = Angle().Match(field);
        var address = (angle.Success ? angle : Bare().Match(field)) is { Success: true } found ? Tidy(found.Groups["address"].Value) : null;
        var shown = angle.Success ? WithoutRemarks(field[..angle.Index])
            : Comment().Match(field) is { Success: true } comment ? comment.Groups["text"].Value
            : address is null ? field : field.Replace(address, "", StringComparison.Ordinal);
        // Quotes come off before encoded words are read, so that a quote inside them is a character.
        var name = EncodedWords.Decode(Unquote(FirstOf(shown)));
        // An address in the name's place says nothing, or pretends to be somebody else.
        var isName = name.Length > 0 && (!name.Contains('@', StringComparison.Ordinal) || name.Contains(' ', StringComparison.Ordinal));
        return new MailAddress(isName ? name : null, address);
    }

    /// <summary>What stands in brackets beside a name is no part of it (RFC 5322, 3.2.2), unless it is all there is.</summary>
    private static string WithoutRemarks(string shown)
    {
        if (shown.Contains('"', StringComparison.Ordinal))
        {
            return shown;
        }
        var bare = Remark().Replace(shown, "");
        return string.IsNullOrWhiteSpace(bare) ? shown.Trim().Trim('(', ')') : bare;
    }

    private static string FirstOf(string shown) => shown.Trim().TrimEnd(',', ';').Trim();

    private static string Unquote(string text)
    {
        if (!text.StartsWith('"') || text.IndexOf('"', 1) is not (var end and > 0) || end != text.Length - 1)
        {
            return text.StartsWith('"') && text.EndsWith('"') && text.Length > 1 ? text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal) : text;
        }
        return text[1..end].Replace("\\", "", StringComparison.Ordinal);
    }

    private static string? Tidy(string address) => string.Concat(Comment().Replace(address, "").Where(c => !char.IsWhiteSpace(c))) is { Length: > 0 and <= 254 } tidy ? tidy : null;

    [GeneratedRegex(@"<\s*(?:@[^:<>]{1,200}:)?(?<address>[^<>]{0,300})>")]
    private static partial Regex Angle();

    [GeneratedRegex(@"(?<address>[^\s<>()"",;:]{1,200}@[^\s<>()"",;:]{1,200})")]
    private static partial Regex Bare();

    [GeneratedRegex(@"\((?:[^()\\]|\\.){0,300}\)")]
    private static partial Regex Remark();

    [GeneratedRegex(@"\((?<text>[^()]{1,200})\)")]
    private static partial Regex Comment();
}
