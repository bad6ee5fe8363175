namespace Beejan.Sandbox.Generator;

/// <summary>What people write, by language, sub-category and register. A language that has nothing for a sub-category borrows Pidgin, then English.</summary>
internal sealed class Texts
{
    public static readonly string[] Languages = ["en", "pcm", "yo", "ha", "ig"];

    /// <summary>A formal text that begins like this was written by an agent.</summary>
    private static readonly string[] Speakers = ["Customer", "Subscriber", "Caller", "Client", "Corporate c"];

    private readonly Dictionary<(string Language, string Key, Register Register), List<string>> _texts = [];

    public Texts()
    {
        foreach (var language in Languages)
        {
            var key = "";
            foreach (var line in DataFile.Lines($"texts.{language}.txt"))
            {
                if (line[0] == '[')
                {
                    key = line.Trim('[', ']');
                    continue;
                }
                var of = (language, key, RegisterOf(line));
                if (!_texts.TryGetValue(of, out var texts))
                {
                    _texts[of] = texts = [];
                }
                texts.Add(line[2..]);
            }
        }
    }

    /// <summary>A text and the language and register it is really in. A note is drawn only when one is wanted.</summary>
    public (string Language, string Text, Register Register) Draw(ref Dice dice, string language, string key, Register register)
    {
        ReadOnlySpan<string> languages = [language, "pcm", "en"];
        ReadOnlySpan<Register> registers = register switch
        {
            Register.Note => [Register.Note, Register.Formal, Register.Chat],
            Register.Formal => [Register.Formal, Register.Chat],
            _ => [Register.Chat, Register.Formal],
        };
        foreach (var one in languages)
        {
            foreach (var tone in registers)
            {
                if (_texts.TryGetValue((one, key, tone), out var texts))
                {
                    return (one, dice.Pick(texts), tone);
                }
            }
        }
        throw new InvalidOperationException($"no text for {key}");
    }

    private static Register RegisterOf(string line) => line[0] != '=' ? Register.Chat
        : Speakers.Any(speaker => line.AsSpan(2).StartsWith(speaker, StringComparison.Ordinal)) ? Register.Note : Register.Formal;
}
