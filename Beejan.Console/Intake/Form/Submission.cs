using System.Text.Json;
using Beejan.Contracts;

namespace Beejan.Intake.Form;

/// <summary>What a customer filled in. The same submission has the same bytes, however often it is sent.</summary>
internal sealed record Submission(string Id, string? Message, string? Phone, string? State, string? Name, string? Email, string? Topic)
{
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
