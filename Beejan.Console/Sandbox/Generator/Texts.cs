namespace Beejan.Sandbox.Generator;

/// <summary>What people write, by language, sub-category and register. A language that has nothing for a sub-category borrows Pidgin, then English.</summary>
internal sealed class Texts
{
    public static readonly string[] Languages = ["en", "pcm", "yo", "ha", "ig"];

    private readonly Dictionary<(string Language, string Key, bool Formal), List<string>> _texts = [];

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
                var of = (language, key, line[0] == '=');
                if (!_texts.TryGetValue(of, out var texts))
                {
                    _texts[of] = texts = [];
                }
                texts.Add(line[2..]);
            }
        }
    }

    /// <summary>A text and the language and register it is really in.</summary>
    public (string Language, string Text, bool Formal) Draw(ref Dice dice, string language, string key, bool formal)
    {
        ReadOnlySpan<string> wanted = [language, "pcm", "en"];
        foreach (var one in wanted)
        {
            if (_texts.TryGetValue((one, key, formal), out var exact))
            {
                return (one, dice.Pick(exact), formal);
            }
            if (_texts.TryGetValue((one, key, !formal), out var other))
            {
                return (one, dice.Pick(other), !formal);
            }
        }
        throw new InvalidOperationException($"no text for {key}");
    }
}
