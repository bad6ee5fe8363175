using System.Runtime.InteropServices;

namespace Beejan.Processing.Learning.Features;

/// <summary>
/// Makes a <see cref="FeatureTable"/>: half of the texts a core, each distinct word taken apart once; the halves are joined in order, so the
/// result does not depend on which was first.
/// </summary>
internal static class FeatureReader
{
    private const int Halves = 2;

    public static FeatureTable Read(IReadOnlyList<LabelledText> texts, FeatureShape shape)
    {
        var halves = new Half[Halves];
        Parallel.For(0, Halves, h => halves[h] = new Half(texts, texts.Count * h / Halves, texts.Count * (h + 1) / Halves, shape));
        halves[0].Join(halves[1]);
        return Weigh(halves[0], texts.Count, shape);
    }

    private static FeatureTable Weigh(Half all, int rows, FeatureShape shape)
    {
        var (slots, starts, words, features) = (Number(all), all.Starts.ToArray(), all.WordStarts.ToArray(), all.Features.ToArray());
        var units = all.Units.ToArray();
        var frequency = Frequencies(starts, units, words, features, slots.Length);
        var column = new int[slots.Length];
        var (kept, idf) = (new List<int>(), new List<float>());
        for (var s = 0; s < slots.Length; s++)
        {
            column[s] = frequency[s] >= FeatureTable.LeastTexts ? kept.Count : -1;
            if (column[s] >= 0)
            {
                kept.Add(slots[s]);
                idf.Add(Rarity(rows, frequency[s]) * KindWeight(slots[s], shape));
            }
        }
        var rare = Rarity(rows, 1);
        var (unknown, runs) = (shape.UnknownWeight * rare * rare, shape.UnknownWeight * rare * rare * shape.CharWeight * shape.CharWeight);
        var (wordColumns, wordStarts, squares) = (new List<int>(features.Length), new int[words.Length], new float[words.Length]);
        for (var w = 0; w + 1 < words.Length; w++)
        {
            foreach (var s in features.AsSpan(words[w]..words[w + 1]))
            {
                var c = column[s];
                squares[w] += c >= 0 ? idf[c] * idf[c] : slots[s] >= FeatureScan.FirstCharacterRun ? runs : unknown;
                if (c >= 0)
                {
                    wordColumns.Add(c);
                }
            }
            wordStarts[w + 1] = wordColumns.Count;
        }
        var (scale, ends, next) = (new float[rows], new int[rows + 1], 0);
        for (var i = 0; i < rows; i++)
        {
            var square = 0f;
            foreach (var unit in units.AsSpan(starts[i]..starts[i + 1]))
            {
                var c = unit >= 0 ? 0 : column[~unit];
                square += unit >= 0 ? squares[unit] : c < 0 ? unknown : idf[c] * idf[c];
                if (c >= 0)
                {
                    units[next++] = unit >= 0 ? unit : ~c;
                }
            }
            scale[i] = square > 0 ? 1 / MathF.Sqrt(square) : 0;
            ends[i + 1] = next;
        }
        var table = new FeatureTable
        {
            Shape = shape, Starts = ends, Units = units[..next], WordStarts = wordStarts, WordColumns = [.. wordColumns], Scale = scale, Norm = new float[rows],
            Slots = [.. kept], Idf = [.. idf], Unknown = unknown,
        };
        Norms(table);
        return table;
    }

    // The distinct slots, ascending; features and pairs then speak of their place among them.
    private static int[] Number(Half all)
    {
        var place = new int[1 << FeatureScan.Bits];
        var features = CollectionsMarshal.AsSpan(all.Features);
        var units = CollectionsMarshal.AsSpan(all.Units);
        foreach (var slot in features)
        {
            place[slot] = 1;
        }
        foreach (var unit in units)
        {
            place[unit < 0 ? ~unit : 0] |= unit < 0 ? 1 : 0;
        }
        var slots = new List<int>();
        for (var slot = 0; slot < place.Length; slot++)
        {
            if (place[slot] > 0)
            {
                place[slot] = slots.Count;
                slots.Add(slot);
            }
        }
        foreach (ref var slot in features)
        {
            slot = place[slot];
        }
        foreach (ref var unit in units)
        {
            unit = unit < 0 ? ~place[~unit] : unit;
        }
        return [.. slots];
    }

    // In how many texts each occurs.
    private static int[] Frequencies(int[] starts, int[] units, int[] words, int[] features, int count)
    {
        var rows = starts.Length - 1;
        var halves = new int[Halves][];
        Parallel.For(0, Halves, h =>
        {
            var seen = new (int Row, int Texts)[count];
            void Count(int s, int row)
            {
                ref var mine = ref seen[s];
                mine = mine.Row == row ? mine : (row, mine.Texts + 1);
            }
            for (var i = rows * h / Halves; i < rows * (h + 1) / Halves; i++)
            {
                foreach (var unit in units.AsSpan(starts[i]..starts[i + 1]))
                {
                    if (unit < 0)
                    {
                        Count(~unit, i + 1);
                        continue;
                    }
                    foreach (var s in features.AsSpan(words[unit]..words[unit + 1]))
                    {
                        Count(s, i + 1);
                    }
                }
            }
            halves[h] = [.. seen.Select(s => s.Texts)];
        });
        return [.. halves[0].Zip(halves[1], (a, b) => a + b)];
    }

    // (n + 1)² - n² = 2n + 1: the square of a column that comes n times, without asking first how often it will.
    private static void Norms(FeatureTable table) => Parallel.For(0, Halves, h =>
    {
        var times = new int[table.Slots.Length];
        for (var i = table.Rows * h / Halves; i < table.Rows * (h + 1) / Halves; i++)
        {
            var units = table.Units.AsSpan(table.Starts[i]..table.Starts[i + 1]);
            var norm = 0f;
            foreach (var unit in units)
            {
                foreach (var c in unit < 0 ? [~unit] : table.WordColumns.AsSpan(table.WordStarts[unit]..table.WordStarts[unit + 1]))
                {
                    norm += table.Idf[c] * table.Idf[c] * ((2 * times[c]++) + 1);
                }
            }
            foreach (var unit in units)
            {
                foreach (var c in unit < 0 ? [~unit] : table.WordColumns.AsSpan(table.WordStarts[unit]..table.WordStarts[unit + 1]))
                {
                    times[c] = 0;
                }
            }
            table.Norm[i] = norm * table.Scale[i] * table.Scale[i];
        }
    });

    private static float Rarity(int rows, int texts) => MathF.Log((1f + rows) / (1f + texts)) + 1;

    private static float KindWeight(int slot, FeatureShape shape) => slot >= FeatureScan.FirstCharacterRun ? shape.CharWeight : 1;

    private sealed class Half
    {
        private readonly Dictionary<ulong, int> _words = [];

        public Half(IReadOnlyList<LabelledText> texts, int from, int to, FeatureShape shape)
        {
            var sink = new Collect(Features);
            for (var i = from; i < to; i++)
            {
                using var words = new WordBuffer(texts[i].Text);
                for (var w = 0; w < words.Count; w++)
                {
                    if (words.Key(w) is not 0 and var key)
                    {
                        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, key, out var known);
                        if (!known)
                        {
                            number = _words.Count - 1;
                            FeatureScan.Word(words.Edged(w), key, shape.CharFrom, shape.CharTo, ref sink);
                            WordStarts.Add(Features.Count);
                        }
                        Units.Add(number);
                    }
                    if (shape.WordGrams > 1 && words.Pair(w) is not 0 and var pair)
                    {
                        Units.Add(~FeatureScan.Of(pair));
                    }
                }
                Starts.Add(Units.Count);
            }
        }

        /// <summary>Where each text's units begin, and the end.</summary>
        public List<int> Starts { get; } = [0];

        /// <summary>Words by number, pairs by the complement of their feature.</summary>
        public List<int> Units { get; } = [];

        /// <summary>Where each word's features begin, and the end.</summary>
        public List<int> WordStarts { get; } = [0];

        public List<int> Features { get; } = [];

        public void Join(Half next)
        {
            var number = new int[next._words.Count];
            foreach (var (key, theirs) in next._words)
            {
                ref var mine = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, key, out var known);
                if (!known)
                {
                    mine = _words.Count - 1;
                    Features.AddRange(CollectionsMarshal.AsSpan(next.Features)[next.WordStarts[theirs]..next.WordStarts[theirs + 1]]);
                    WordStarts.Add(Features.Count);
                }
                number[theirs] = mine;
            }
            var before = Units.Count;
            Units.AddRange(next.Units.Select(u => u < 0 ? u : number[u]));
            Starts.AddRange(next.Starts.Skip(1).Select(s => s + before));
        }

        private readonly struct Collect(List<int> features) : IFeatureSink
        {
            public void Add(int feature, int length) => features.Add(feature);
        }
    }
}
