namespace Beejan.Contracts;

/// <summary>
/// A folder below the inbox whose files are no complaints: its owner takes them, the inbox waits until they have stopped growing, moves them to
/// <c>done</c> or <c>failed</c> and writes the report.
/// </summary>
public interface IInboxFolder
{
    /// <summary>The folder's name; none of a source's.</summary>
    string Name { get; }

    /// <summary>Takes one file. Bad data is in the answer; an outage is thrown, and the file is offered again.</summary>
    Task<TakenFile> TakeAsync(string fileName, Stream content, CancellationToken ct);
}

/// <summary>What became of a file, in rows: Rows = Taken + Unchanged + SetAside.</summary>
/// <param name="Faults">The first ones; none holds personal data.</param>
/// <param name="Error">Why the file as a whole could not be taken; null when it was.</param>
public sealed record TakenFile(long Rows, long Taken, long Unchanged, long SetAside, IReadOnlyList<FileFault> Faults, string? Error);

/// <summary>What was wrong and where (<c>line 17, phone</c>).</summary>
public sealed record FileFault(string Where, string Code, string Message);
