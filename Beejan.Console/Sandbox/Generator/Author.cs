using System.Globalization;
using System.Text;

namespace Beejan.Sandbox.Generator;

/// <summary>Writes a complaint's text: picks a sentence, fills its slots, adds how people begin and end, and what keyboards do.</summary>
internal sealed class Author
{
    private readonly Texts _texts = new();
    private readonly Dictionary<string, string[]> _slots = DataFile.Rows("slots.txt").ToDictionary(row => row[0], row => row.Length > 2 ? row[1..] : row[1].Split(','));

    /// <param name="placed">How often a text that names no place says where its writer is: no form asks for it.</param>
    public (string Language, string Text, Register Register) Write(ref Dice dice, Customer customer, string language, string key, Register wanted, double placed, DateTimeOffset at)
    {
        var (real, sentence, register) = _texts.Draw(ref dice, language, key, wanted);
        var kind = register switch { Register.Note => "note", Register.Formal => "formal", _ => "chat" };
        var text = new StringBuilder();
        if (dice.Chance(0.32) && _slots.TryGetValue($"open.{real}.{kind}", out var openings))
        {
            text.Append(dice.Pick(openings));
        }
        text.Append(sentence);
        if (!sentence.Contains("{area}", StringComparison.Ordinal) && !sentence.Contains("{state}", StringComparison.Ordinal)
            && dice.Chance(placed) && _slots.TryGetValue($"where.{real}", out var places))
        {
            text.Append(dice.Pick(places));
        }
        if (dice.Chance(0.38) && _slots.TryGetValue($"close.{real}.{kind}", out var closings))
        {
            text.Append(dice.Pick(closings));
        }
        if (dice.Chance(0.045))
        {
            text.Append(Private(ref dice, customer));
        }
        return (real, Fill(ref dice, text.ToString(), customer, at), register);
    }

    private string Fill(ref Dice dice, string text, Customer customer, DateTimeOffset at)
    {
        var filled = new StringBuilder(text.Length + 40);
        var from = 0;
        for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', from))
        {
            var close = text.IndexOf('}', open);
            filled.Append(text, from, open - from).Append(Slot(ref dice, text[(open + 1)..close], customer, at));
            from = close + 1;
        }
        return filled.Append(text, from, text.Length - from).ToString();
    }

    private string Slot(ref Dice dice, string name, Customer customer, DateTimeOffset at) => name switch
    {
        "area" => customer.Town.Name,
        "state" => customer.State.Name,
        "phone" => customer.Msisdn,
        "altphone" => string.Create(CultureInfo.InvariantCulture, $"0803001{dice.Below(10_000):0000}"),
        "amount" => Money(ref dice),
        "days" => dice.Between(2, 21).ToString(CultureInfo.InvariantCulture),
        "hours" => dice.Between(2, 30).ToString(CultureInfo.InvariantCulture),
        "others" => dice.Between(3, 25).ToString(CultureInfo.InvariantCulture),
        "date" => at.ToOffset(Rhythm.Lagos).AddDays(-dice.Between(1, 9)).ToString(dice.Chance(0.5) ? "d MMMM" : "dd/MM/yyyy", CultureInfo.InvariantCulture),
        "ref" => "TX" + dice.Digits(9),
        "nin" => "0" + dice.Digits(10),
        _ => dice.Pick(_slots[name]),
    };

    private string Money(ref Dice dice)
    {
        var amount = int.Parse(dice.Pick(_slots["amountNaira"]), CultureInfo.InvariantCulture);
        var grouped = amount.ToString("#,0", CultureInfo.InvariantCulture);
        return dice.Below(6) switch
        {
            0 => $"₦{grouped}",
            1 => $"N{grouped}",
            2 => $"{amount} naira",
            3 => $"#{amount}",
            4 when amount >= 1000 && amount % 500 == 0 => string.Create(CultureInfo.InvariantCulture, $"{amount / 1000.0:0.#}k"),
            _ => $"N{amount}",
        };
    }

    /// <summary>What people should not write into a complaint and do; the numbers are made up.</summary>
    private static string Private(ref Dice dice, Customer customer) => dice.Below(6) switch
    {
        0 => $" My name is {customer.Name}, call me on {{altphone}}",
        1 => $" email me: {customer.Email}",
        2 => " my NIN is {nin}",
        3 => $" BVN 222{dice.Digits(8)}",
        4 => $" acct number 00{dice.Digits(8)} {{bank}}",
        _ => " card 4242 4242 4242 4242",
    };
}
