namespace Beejan.Contracts;

/// <summary>One thing <c>verify</c> proves. The folder that owns the data implements it.</summary>
public interface ICheck
{
    /// <summary>Stable, kebab-case.</summary>
    string Name { get; }

    /// <summary>Reads only; may run beside live work.</summary>
    Task<CheckResult> RunAsync(CancellationToken ct);
}

/// <summary>What a check found.</summary>
/// <param name="Detail">How much was looked at when all is well; the first faults and what to do otherwise.</param>
public sealed record CheckResult(bool Ok, string Detail)
{
    /// <summary>Well when there are no faults; names at most five of them.</summary>
    public static CheckResult Of(IReadOnlyList<string> faults, string looked) => faults.Count == 0
        ? new CheckResult(true, looked)
        : new CheckResult(false, $"{faults.Count} faults: {string.Join("; ", faults.Take(5))}{(faults.Count > 5 ? "; …" : "")}");
}
