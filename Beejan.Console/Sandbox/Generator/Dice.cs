namespace Beejan.Sandbox.Generator;

/// <summary>
/// Chance that can be repeated: SplitMix64 (Steele, Lea and Flood, 2014) seeded by a few numbers. The same seeds give the same throws on
/// every machine and runtime, which <see cref="Random"/> does not promise.
/// </summary>
internal struct Dice
{
    private ulong _state;

    public Dice(params ReadOnlySpan<long> seeds)
    {
        _state = 0x9E3779B97F4A7C15;
        foreach (var seed in seeds)
        {
            _state = Mix(_state ^ (ulong)seed);
        }
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double Real() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 ≤ x &lt; <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)(Real() * limit);

    /// <summary><paramref name="least"/> ≤ x ≤ <paramref name="most"/>.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Chance(double probability) => Real() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>An index, with the chances of <paramref name="weights"/>.</summary>
    public int Weighted(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }
        var left = Real() * total;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }
        return weights.Length - 1;
    }

    /// <summary>A whole number whose mean is <paramref name="mean"/>: its floor, or one more with the chance of the rest.</summary>
    public int Round(double mean) => (int)Math.Floor(mean + Real());

    /// <summary>Digits, the first may be 0.</summary>
    public string Digits(int count)
    {
        Span<char> digits = stackalloc char[count];
        for (var i = 0; i < count; i++)
        {
            digits[i] = (char)('0' + Below(10));
        }
        return new string(digits);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
