using System.Diagnostics.Metrics;
using Beejan.Processing.Rules.Personal;

namespace Beejan.Processing.Stages;

/// <summary>
/// Counts what the masker takes away, on the meter <c>Beejan</c>: words judged, and words and pieces masked by kind. The share tells when it
/// begins to take what is not personal.
/// </summary>
internal sealed class MaskTally
{
    private static readonly string[] Kinds = [.. Enum.GetNames<PersonalKind>().Select(k => k.ToLowerInvariant())];
    private readonly long[] _words = new long[Kinds.Length];
    private readonly long[] _pieces = new long[Kinds.Length];
    private long _judged;

    public MaskTally(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create("Beejan");
        meter.CreateObservableCounter("beejan_words_judged_total", () => Interlocked.Read(ref _judged), "words", "Words in the texts that were masked");
        meter.CreateObservableCounter("beejan_words_masked_total", () => By(_words), "words", "Words the masker took away, by kind");
        meter.CreateObservableCounter("beejan_pieces_masked_total", () => By(_pieces), "pieces", "Pieces of personal data the masker replaced, by kind");
    }

    /// <summary>Words since the start: all, and masked.</summary>
    public (long Judged, long Masked) Words => (Interlocked.Read(ref _judged), _words.Sum());

    public void Count(string text, IReadOnlyList<Piece> pieces)
    {
        Interlocked.Add(ref _judged, In(text));
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            Interlocked.Add(ref _words[(int)piece.Kind], In(text.AsSpan(piece.Start..piece.End)));
            Interlocked.Increment(ref _pieces[(int)piece.Kind]);
        }
    }

    private static int In(ReadOnlySpan<char> text) => text.IsEmpty ? 0 : text.Count(' ') + 1;

    private static IEnumerable<Measurement<long>> By(long[] counts) =>
        Kinds.Select((kind, i) => new Measurement<long>(Interlocked.Read(ref counts[i]), new KeyValuePair<string, object?>("kind", kind)));
}
