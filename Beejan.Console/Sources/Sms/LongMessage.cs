using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;
using Beejan.Sources.Fields;

namespace Beejan.Sources.Sms;

/// <summary>
/// One part of a message that was too long for one SMS, told by the user data header (3GPP TS 23.040, 9.2.3.24.1) or by the gateway's own
/// fields. All parts of a message share one key, so they land as versions of one complaint and are joined when they are judged.
/// </summary>
internal static class LongMessage
{
    private const byte Reference8 = 0x00;
    private const byte Reference16 = 0x08;

    /// <summary>The part a record is; null when it is a whole message.</summary>
    public static MessagePart? Of(FieldValues values) => Header(values)?.Part;

    /// <summary>
    /// The key that the parts of one message share: sender, receiver, reference, number of parts and the day as written, because senders
    /// use a reference again after 256 messages. Null for a whole message. Shows no number.
    /// </summary>
    public static string? Key(FieldValues values)
    {
        if (Header(values) is not var (reference, part))
        {
            return null;
        }
        var family = $"{values[Field.Phone]}\n{values[Field.To]}\n{reference}\n{part.Total}\n{Day(values[Field.Time] ?? "")}";
        return "long-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(family)).AsSpan(0, 8));
    }

    /// <summary>True when the bytes may name a part at all: saves most records a second reading.</summary>
    public static bool MayBe(ReadOnlySpan<byte> record) =>
        record.IndexOf("udh"u8) >= 0 || record.IndexOf("concat"u8) >= 0 || record.IndexOf("UDH"u8) >= 0 || record.IndexOf("art"u8) >= 0;

    /// <summary>The day as written; of seconds, milli-, micro- or nanoseconds since 1970 the days since then.</summary>
    private static string Day(string time)
    {
        const int WholeSeconds = 10;
        const int DayLength = 86_400;
        return time.Length is 10 or 13 or 16 or 19 && time.All(char.IsAsciiDigit)
            ? (long.Parse(time.AsSpan(0, WholeSeconds), CultureInfo.InvariantCulture) / DayLength).ToString(CultureInfo.InvariantCulture) : time[..Math.Min(10, time.Length)];
    }

    private static (string Reference, MessagePart Part)? Header(FieldValues values)
    {
        if (values[Field.PartHeader] is { } udh && Read(udh.Trim()) is { } header)
        {
            return header;
        }
        return values[Field.PartReference] is { } reference && Number(values[Field.Part]) is { } number && Number(values[Field.Parts]) is { } total
            && number <= total && total > 1 ? (reference.Trim(), new MessagePart(number, total)) : null;
    }

    private static (string, MessagePart)? Read(string hex)
    {
        if (hex.Length is < 12 or > 280 || hex.Length % 2 != 0 || !hex.All(char.IsAsciiHexDigit))
        {
            return null;
        }
        var bytes = Convert.FromHexString(hex).AsSpan();
        var elements = bytes[1..Math.Min(bytes.Length, bytes[0] + 1)];
        while (elements.Length >= 2 && elements[1] <= elements.Length - 2)
        {
            var value = elements.Slice(2, elements[1]);
            if ((elements[0] == Reference8 && value.Length == 3) || (elements[0] == Reference16 && value.Length == 4))
            {
                var (total, number) = (value[^2], value[^1]);
                return number >= 1 && number <= total && total > 1 ? (Convert.ToHexStringLower(value[..^2]), new MessagePart(number, total)) : null;
            }
            elements = elements[(2 + elements[1])..];
        }
        return null;
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 255 ? number : null;
}
