using Beejan.Contracts;

namespace Beejan.Sandbox.Generator;

/// <summary>One delivery as a source would hand it over.</summary>
/// <param name="Source">One of the four sources.</param>
/// <param name="FileName">Unique name of file or request.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Content">The bytes.</param>
/// <param name="At">When it arrives (UTC).</param>
public sealed record SandboxDelivery(SourceId Source, string FileName, string ContentType, byte[] Content, DateTimeOffset At)
{
    /// <summary>Records in it, broken ones and repeats included.</summary>
    public int Rows { get; init; }

    /// <summary>Of them planted to be unreadable: cut in the middle or without a text.</summary>
    public int Broken { get; init; }

    /// <summary>Of them the same bytes as an earlier record.</summary>
    public int Repeats { get; init; }
}
