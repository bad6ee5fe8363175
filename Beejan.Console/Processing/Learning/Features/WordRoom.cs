namespace Beejan.Processing.Learning.Features;

/// <summary>The buffers of a <see cref="WordBuffer"/>. Each thread keeps one for its next text.</summary>
internal sealed class WordRoom
{
    private const int LeastChars = 1024;
    [ThreadStatic]
    private static WordRoom? _spare;

    private WordRoom(int chars)
    {
        Chars = new char[chars];
        Starts = new int[chars];
        Keys = new ulong[chars];
        Seen = new ulong[4 * chars];
    }

    /// <summary>Words, a space before each.</summary>
    public char[] Chars { get; }

    /// <summary>Where each word begins.</summary>
    public int[] Starts { get; }

    /// <summary>Two hashes a word.</summary>
    public ulong[] Keys { get; }

    /// <summary>Room to note which hashes the text has said before.</summary>
    public ulong[] Seen { get; }

    /// <summary>Room for a text of at most half as many characters.</summary>
    public static WordRoom Take(int chars)
    {
        var room = _spare;
        _spare = null;
        return room is not null && room.Chars.Length >= chars ? room : new WordRoom(Math.Max(LeastChars, chars));
    }

    public void Return() => _spare = this;
}
