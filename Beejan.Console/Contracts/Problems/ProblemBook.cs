using System.Collections.Frozen;

namespace Beejan.Contracts.Problems;

/// <summary>All codes that a program or a person can meet, each with its cause and cure. A test holds that none is missing and none is idle.</summary>
public static class ProblemBook
{
    private static readonly FrozenDictionary<string, Problem> Known =
        Read(RequestProblems.Rows).Concat(Read(DeliveryProblems.Rows)).Concat(Read(RecordProblems.Rows)).ToFrozenDictionary(p => p.Code, StringComparer.Ordinal);

    /// <summary>By code.</summary>
    public static IReadOnlyList<Problem> All { get; } = [.. Known.Values.OrderBy(p => p.Code, StringComparer.Ordinal)];

    /// <summary>What the code means; null when there is no such code. Bare statuses of the server are <c>http.418</c>.</summary>
    public static Problem? Of(string code) => Known.GetValueOrDefault(code.StartsWith("http.", StringComparison.Ordinal) ? "http.status" : code);

    private static IEnumerable<Problem> Read(string rows) =>
        from row in rows.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let cells = row.Split(" | ")
        select new Problem(cells[0], cells[1], cells[2], cells[3]);
}
