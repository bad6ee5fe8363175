using System.Security.Cryptography;
using System.Text.Json;
using Beejan.Contracts;

namespace Beejan.Intake.Form;

/// <summary>What a customer filled in. The same submission has the same bytes, however often it is sent.</summary>
internal sealed record Submission(string Id, string? Message, string? Phone, string? State, string? Name, string? Email, string? Topic)
{
    public const int LargestFile = 5 * 1024 * 1024;

    /// <summary>The language the customer chose, a key of <see cref="Languages"/>; null for none.</summary>
    public string? Language { get; init; }

    /// <summary>The file that came with it; null without one.</summary>
    public FormFile? File { get; init; }

    /// <summary>What can be chosen, by key, each in its own words.</summary>
    public static IReadOnlyList<(string Key, string Words)> Languages { get; } = [("en", "English"), ("pcm", "Naijá (Pidgin)"), ("yo", "Yorùbá"), ("ha", "Hausa"), ("ig", "Igbo")];

    public const int ShortestMessage = 10;
    public const int LongestMessage = 4000;

    /// <summary>What is wrong, by field, in words for the customer; empty when it can be sent.</summary>
    public Dictionary<string, string> Check()
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        switch ((Message ?? "").Trim().Length)
        {
            case < ShortestMessage:
                faults["message"] = "Tell us what happened, in at least a few words.";
                break;
            case > LongestMessage and var length:
                faults["message"] = $"This is {length:N0} characters long; up to {LongestMessage:N0} fit. Keep what matters most.";
                break;
        }
        if (!IsPhone(Phone))
        {
            faults["phone"] = "Give a full number, such as 0803 123 4567 or +234 803 123 4567.";
        }
        if (!States.All.Contains(State))
        {
            faults["state"] = "Choose the state where it happened.";
        }
        if (!string.IsNullOrWhiteSpace(Email) && !IsEmail(Email.Trim()))
        {
            faults["email"] = "This does not look like an e-mail address. You may leave it empty.";
        }
        if (Name is { Length: > 120 })
        {
            faults["name"] = "Up to 120 characters fit.";
        }
        if (!string.IsNullOrEmpty(Language) && !Languages.Any(l => l.Key == Language))
        {
            faults["language"] = "Choose one of the languages, or none.";
        }
        if (File is { Size: > LargestFile and var size })
        {
            faults["file"] = $"The file is {size / 1024.0 / 1024.0:0.0} MB large; up to 5 MB fit. Send a smaller picture, or describe what it shows.";
        }
        if (!string.IsNullOrEmpty(Topic) && !Categories.All.Contains(Topic))
        {
            faults["topic"] = "Choose one of the topics, or none.";
        }
        return faults;
    }

    /// <summary>True when the hidden id is one of ours.</summary>
    public static bool IsId(string? id) => Guid.TryParseExact(id, "n", out _);

    /// <summary>The JSON body the source <c>web-form</c> reads.</summary>
    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("submissionId", Id);
            json.WriteString("message", Message!.Trim());
            json.WriteString("phone", Phone!.Trim());
            json.WriteString("state", State);
            WriteGiven(json, "name", Name);
            WriteGiven(json, "email", Email);
            WriteGiven(json, "topic", Topic);
            WriteGiven(json, "language", Language);
            if (File is { } file)
            {
                json.WriteStartArray("attachments");
                json.WriteStartObject();
                json.WriteString("name", file.Name);
                json.WriteString("type", file.Type);
                json.WriteNumber("size", file.Content.Length);
                json.WriteString("hash", Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)));
                json.WriteEndObject();
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void WriteGiven(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            json.WriteString(name, value.Trim());
        }
    }

    private static bool IsEmail(string text) =>
        text.Length <= 254 && text.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>A Nigerian mobile or land line in any usual writing, or another country's number with its plus.</summary>
    internal static bool IsPhone(string? text)
    {
        var trimmed = (text ?? "").Trim();
        var digits = string.Concat(trimmed.Where(char.IsAsciiDigit));
        if (trimmed.Any(c => !char.IsAsciiDigit(c) && c is not ('+' or ' ' or '-' or '(' or ')' or '.')) || trimmed.LastIndexOf('+') > 0)
        {
            return false;
        }
        return (trimmed.StartsWith('+'), digits) switch
        {
            (_, ['2', '3', '4', '0', ..]) => digits.Length == 14,
            (_, ['2', '3', '4', ..]) => digits.Length is 11 or 12 or 13,
            (true, _) => digits.Length is >= 8 and <= 15,
            (_, ['0', >= '1' and <= '9', ..]) => digits.Length is >= 9 and <= 11,
            _ => false,
        };
    }
}

/// <summary>The 36 states and the capital territory, as in the form's list.</summary>
internal static class States
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Abia", "Adamawa", "Akwa Ibom", "Anambra", "Bauchi", "Bayelsa", "Benue", "Borno", "Cross River", "Delta", "Ebonyi", "Edo", "Ekiti", "Enugu", "FCT",
        "Gombe", "Imo", "Jigawa", "Kaduna", "Kano", "Katsina", "Kebbi", "Kogi", "Kwara", "Lagos", "Nasarawa", "Niger", "Ogun", "Ondo", "Osun", "Oyo",
        "Plateau", "Rivers", "Sokoto", "Taraba", "Yobe", "Zamfara",
    ];
}

/// <summary>A file that came with the form.</summary>
/// <param name="Name">As the customer's device named it, without folders.</param>
/// <param name="Type">Declared media type.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Content">Empty when it is too large to be taken.</param>
internal sealed record FormFile(string Name, string Type, long Size, ReadOnlyMemory<byte> Content);
