using System.Text;

namespace Beejan.Tests.Sources;

/// <summary>The shipped samples, and seeded random ways to break them.</summary>
internal static class Breakage
{
    private static readonly byte[][] Scraps =
    [
        "\""u8.ToArray(), "\"\""u8.ToArray(), "\r\n"u8.ToArray(), "\n\n"u8.ToArray(), ","u8.ToArray(), ";"u8.ToArray(), "\t"u8.ToArray(), "{"u8.ToArray(), "]}"u8.ToArray(), "\\u0000"u8.ToArray(),
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>"u8.ToArray(), "<![CDATA["u8.ToArray(), "&b;"u8.ToArray(), "%"u8.ToArray(), "=?utf-8?Q?=E2=?="u8.ToArray(), "\nFrom "u8.ToArray(),
        "Content-Type: multipart/mixed; boundary=\"\"\n"u8.ToArray(), "99999999999999999999"u8.ToArray(), "-1e309"u8.ToArray(), "31/02/2026 25:61"u8.ToArray(),
        "\\ud83d"u8.ToArray(), "\\udfff"u8.ToArray(), [0], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xC3], [0xED, 0xA0, 0x80], Encoding.UTF8.GetBytes("ọ̀rọ̀ 😡 \u202E \u0000"),
    ];

    /// <summary>What a field may hold that no database, number or date can: long without repeating itself, out of range, half a character.</summary>
    private static readonly byte[][] Values =
    [
        Noise(3_000), Noise(9_000), [.. Noise(3_000), .. "@example.com"u8], [(byte)'+', .. Enumerable.Repeat((byte)'9', 400)], [(byte)'a', 0, (byte)'b'], "\\u0000"u8.ToArray(),
        "\\ud800"u8.ToArray(), "\\u0000\\udfff"u8.ToArray(), "NaN"u8.ToArray(), "1e309"u8.ToArray(), "-9223372036854775808"u8.ToArray(), "0001-01-01T00:00:00Z"u8.ToArray(),
        "9999-12-31T23:59:59Z"u8.ToArray(), Encoding.UTF8.GetBytes("\uFFFE\uFFFF\u0001\u0085"),
    ];

    public static List<(string Name, byte[] Bytes)> Corpus() =>
    [
        .. new[] { "Golden", "Samples" }.Select(f => new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, f)))
            .SelectMany(f => f.EnumerateFiles("*", SearchOption.AllDirectories)).Where(f => f.Length is > 0 and < 200_000)
            .OrderBy(f => f.FullName, StringComparer.Ordinal).Select(f => (f.Name, File.ReadAllBytes(f.FullName))),
    ];

    /// <summary>Some of: bits flipped, bytes cut out, doubled, moved, a scrap or a piece of another sample put in, the end cut off, another encoding, a value replaced.</summary>
    public static byte[] Of(byte[] sample, byte[] other, Random random)
    {
        var bytes = new List<byte>(sample);
        for (var blows = random.Next(1, 8); blows > 0 && bytes.Count > 0; blows--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(bytes.Count - at, 1 + random.Next(random.Next(2) == 0 ? 8 : 400));
            switch (random.Next(10))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 4: bytes.InsertRange(at, Scraps[random.Next(Scraps.Length)]); break;
                case 5: bytes.InsertRange(at, other.AsSpan(random.Next(other.Length)).ToArray().Take(length)); break;
                case 6 when random.Next(3) == 0: bytes.RemoveRange(at, bytes.Count - at); break;
                case 8 or 9: Replace(bytes, at, Values[random.Next(Values.Length)]); break;
                case 7 when random.Next(6) == 0: bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Convert(Encoding.UTF8, Encoding.Unicode, [.. bytes])]; break;
            }
        }
        return [.. bytes];
    }

    /// <summary>Puts another value in the place of the one around <paramref name="at"/>.</summary>
    private static void Replace(List<byte> bytes, int at, byte[] value)
    {
        var (from, to) = (at, at);
        while (from > 0 && !IsBetween(bytes[from - 1]))
        {
            from--;
        }
        while (to < bytes.Count && !IsBetween(bytes[to]))
        {
            to++;
        }
        bytes.RemoveRange(from, to - from);
        bytes.InsertRange(from, value);
    }

    private static bool IsBetween(byte b) => "\",:;|=<>\t\r\n{}[]"u8.Contains(b);

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return [.. bytes.Select(b => (byte)('a' + (b % 26)))];
    }
}
