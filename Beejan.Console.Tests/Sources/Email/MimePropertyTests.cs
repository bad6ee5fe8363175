using System.Globalization;
using System.Text;
using Beejan.Sources.Email;
using Beejan.Sources.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Beejan.Tests.Sources.Email;

/// <summary>What any sender may do to any text, undone.</summary>
public sealed class MimePropertyTests
{
    private static readonly string[] Charsets = ["utf-8", "iso-8859-1", "windows-1252", "iso-2022-jp", "shift_jis", "gb18030", "koi8-r", "euc-kr", "big5"];

    [Fact]
    public void Base64_gives_back_any_bytes_however_its_lines_are_broken() => Check.QuickThrowOnFailure(Prop.ForAll((byte[] bytes, int width) =>
    {
        var text = Convert.ToBase64String(bytes);
        var step = 1 + (Math.Abs(width % 90));
        var lines = string.Join("\r\n", text.Chunk(step).Select(line => new string(line)));
        return TransferEncoding.Base64(Encoding.ASCII.GetBytes(lines)).SequenceEqual(bytes);
    }));

    [Fact]
    public void Quoted_printable_gives_back_any_bytes() => Check.QuickThrowOnFailure(Prop.ForAll((byte[] bytes) =>
    {
        var text = new StringBuilder();
        foreach (var b in bytes)
        {
            text.Append(b is > 32 and < 127 and not (byte)'=' ? ((char)b).ToString() : string.Create(CultureInfo.InvariantCulture, $"={b:X2}"));
            text.Append(text.Length % 76 > 70 ? "= \r\n" : "");
        }
        return TransferEncoding.Decode(Encoding.ASCII.GetBytes(text.ToString()), "Quoted-Printable").ToArray().SequenceEqual(bytes);
    }));

    [Fact]
    public void Encoded_words_cut_in_the_middle_of_a_character_give_back_the_subject()
    {
        var random = new System.Random(7);
        string[] texts = ["Kò sí nẹ́tíwọ̀kì láti àárọ̀", "😡 why? _a_=?b?=", "まみむめも", "한국말로 하는 것", "café – “naïve”", "plain", "ไม่มีสัญญาณ"];
        for (var round = 0; round < 400; round++)
        {
            var text = texts[random.Next(texts.Length)];
            var name = Charsets[random.Next(Charsets.Length)];
            var encoding = MimeCharset.Named(name)!;
            var known = encoding.GetString(encoding.GetBytes(text)) == text;
            var bytes = known && encoding.CodePage != 50220 ? encoding.GetBytes(text) : Encoding.UTF8.GetBytes(text);
            name = known && encoding.CodePage != 50220 ? name : "utf-8";
            var words = new List<string>();
            for (var from = 0; from < bytes.Length;)
            {
                var piece = bytes.AsSpan(from, Math.Min(bytes.Length - from, 1 + random.Next(12))).ToArray();
                from += piece.Length;
                words.Add(random.Next(2) == 0
                    ? $"=?{name}?B?{Convert.ToBase64String(piece)}?="
                    : $"=?{name.ToUpperInvariant()}*en?q?{string.Concat(piece.Select(b => b == 32 ? "_" : b < 128 && char.IsAsciiLetterOrDigit((char)b) ? ((char)b).ToString() : $"={b:x2}"))}?=");
            }
            Assert.Equal(text, EncodedWords.Decode(string.Join(random.Next(2) == 0 ? " " : "\t ", words)));
        }
    }

    [Fact]
    public void Every_leaf_of_any_tree_of_parts_is_found_again()
    {
        var random = new System.Random(11);
        for (var round = 0; round < 200; round++)
        {
            var leaves = new List<string>();
            var message = Tree(random, 0, leaves, random.Next(2) == 0 ? "\r\n" : "\n", random.Next(3) == 0);
            Assert.Equal(leaves, Leaves(MimePart.Read(Encoding.UTF8.GetBytes(message))));
        }
    }

    [Fact]
    public void A_parameter_in_pieces_and_percent_escapes_is_joined()
    {
        const string field = "attachment; filename*1*=%C3%A9%20bill; FileName*0*=UTF-8'fr'r; filename*2=\".p;df\"; size=3";
        var read = ContentType.Read(field);
        Assert.Equal(("attachment", "ré bill.p;df", "3"), (read.Value, read["filename"], read["size"]));
        Assert.Equal("naïve.txt", ContentType.Read("text/plain; name*=iso-8859-1''na%EFve.txt")["name"]);
        Assert.Equal("Eelanalüüsi päring.jpg", ContentType.Read("image/jpg; name=\"=?UTF-8?Q?Eelanal=C3=BC=C3=BCsi_p=C3=A4ring?=.jpg\"")["name"]);
    }

    [Fact]
    public void Bombs_of_parts_are_bounded()
    {
        var deep = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            deep.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n");
        }
        Assert.True(Count(MimePart.Read(Encoding.ASCII.GetBytes(deep.ToString()))) < 50);
        var wide = "Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\n\nx\n", 200_000));
        Assert.True(Count(MimePart.Read(Encoding.ASCII.GetBytes(wide))) < 2_000);
        Assert.Equal("a", HtmlText.Of(string.Concat(Enumerable.Repeat("<b \">\"", 100_000)) + "<p>a")[^1..]);
    }

    private static string Tree(System.Random random, int depth, List<string> leaves, string newline, bool unclosed)
    {
        if (depth > 3 || random.Next(3) == 0)
        {
            var text = $"leaf {leaves.Count} – {random.Next()}";
            leaves.Add(text);
            return random.Next(2) == 0
                ? $"Content-Type: text/plain; charset=utf-8{newline}Content-Transfer-Encoding: base64{newline}{newline}{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}"
                : $"Content-Type: TEXT/plain;{newline}\tcharset=\"UTF-8\"{newline}{newline}{text}";
        }
        var boundary = $"=_b{depth}_{random.Next(3)}";
        var whole = new StringBuilder($"Content-Type: multipart/mixed; boundary=\"{boundary}\"{newline}{newline}preamble{newline}");
        for (var i = 0; i < 1 + random.Next(3); i++)
        {
            whole.Append(CultureInfo.InvariantCulture, $"--{boundary}{newline}{Tree(random, depth + 1, leaves, newline, unclosed)}{newline}");
        }
        // A sender that forgets to close leaves it to the boundary around it.
        return whole.Append(unclosed && depth > 0 ? "" : $"--{boundary}--{newline}epilogue{newline}").ToString().TrimEnd();
    }

    private static IEnumerable<string> Leaves(MimePart part) => part.Parts.Count == 0 ? [part.Text().Trim()] : part.Parts.SelectMany(Leaves);

    private static int Count(MimePart part) => 1 + part.Parts.Sum(Count);
}
