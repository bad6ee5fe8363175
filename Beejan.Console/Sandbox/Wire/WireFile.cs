using Beejan.Sandbox.Generator;

namespace Beejan.Sandbox.Wire;

/// <summary>One file being written: its name, what stands before the first record, and how a record becomes bytes (its line end included).</summary>
internal sealed record WireFile(string Name, string ContentType, byte[] Head, Func<Report, byte[]> Record);

/// <summary>One source's way of writing. Live deliveries are single requests where the channel has such.</summary>
internal abstract class Wire
{
    public abstract string Source { get; }

    /// <summary>
    /// True when a <see cref="Flaw.BadTime"/> may leave no time at all, so that the time of receipt stands in: history is received today, and
    /// months of such rows would all be reported in one hour.
    /// </summary>
    public virtual bool LosesTimes => true;

    /// <summary>A file for all reports of a slot.</summary>
    public abstract WireFile Open(DateTimeOffset slot, long seed);

    /// <summary>A request that carries one report; null where the channel knows only files.</summary>
    public virtual WireFile? OpenSingle(Report report, DateTimeOffset slot, long seed) => null;

    /// <summary>A key no other record of that source has.</summary>
    protected static string Stamp(DateTimeOffset slot) =>
        slot.ToOffset(Rhythm.Lagos).ToString("yyyyMMdd-HHmm", System.Globalization.CultureInfo.InvariantCulture);

    protected static Dice DiceOf(long seed, int kind, DateTimeOffset slot, long number) => new(seed, 100 + kind, slot.ToUnixTimeSeconds(), number);
}
