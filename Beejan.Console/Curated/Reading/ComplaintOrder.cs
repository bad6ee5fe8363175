using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Beejan.Curated.Reading;

/// <summary>The sort orders, each made total by the id, and the cursors that go on in them.</summary>
internal static class ComplaintOrder
{
    public static IReadOnlyList<string> Keys { get; } = ["priority", "dueAt", "reportedAt", "score"];

    public static IQueryable<ComplaintRow> Ordered(this IQueryable<ComplaintRow> rows, string? sort) => sort switch
    {
        "dueAt" => rows.OrderBy(c => c.DueAt).ThenBy(c => c.Id),
        "-dueAt" => rows.OrderByDescending(c => c.DueAt).ThenByDescending(c => c.Id),
        "reportedAt" => rows.OrderBy(c => c.ReportedAt).ThenBy(c => c.Id),
        "-reportedAt" => rows.OrderByDescending(c => c.ReportedAt).ThenByDescending(c => c.Id),
        "score" => rows.OrderBy(c => c.Score).ThenBy(c => c.Id),
        "-score" => rows.OrderByDescending(c => c.Score).ThenByDescending(c => c.Id),
        "-priority" => rows.OrderByDescending(c => c.Priority).ThenByDescending(c => c.DueAt).ThenByDescending(c => c.Id),
        _ => rows.OrderBy(c => c.Priority).ThenBy(c => c.DueAt).ThenBy(c => c.Id),
    };

    /// <summary>Rows after the cursor in that order.</summary>
    /// <exception cref="FormatException">Not a cursor of this order.</exception>
    public static IQueryable<ComplaintRow> After(this IQueryable<ComplaintRow> rows, string? sort, string cursor)
    {
        var (first, second, id) = Read(sort, cursor);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(sort is null or "priority" or "-priority" ? (long)second : sort.EndsWith("At", StringComparison.Ordinal) ? (long)first : 0);
        var score = (float)first;
        var priority = (int)first;
        return sort switch
        {
            "dueAt" => rows.Where(c => c.DueAt > at || (c.DueAt == at && c.Id > id)),
            "-dueAt" => rows.Where(c => c.DueAt < at || (c.DueAt == at && c.Id < id)),
            "reportedAt" => rows.Where(c => c.ReportedAt > at || (c.ReportedAt == at && c.Id > id)),
            "-reportedAt" => rows.Where(c => c.ReportedAt < at || (c.ReportedAt == at && c.Id < id)),
            "score" => rows.Where(c => c.Score > score || (c.Score == score && c.Id > id)),
            "-score" => rows.Where(c => c.Score < score || (c.Score == score && c.Id < id)),
            "-priority" => rows.Where(c => c.Priority < priority || (c.Priority == priority && (c.DueAt < at || (c.DueAt == at && c.Id < id)))),
            _ => rows.Where(c => c.Priority > priority || (c.Priority == priority && (c.DueAt > at || (c.DueAt == at && c.Id > id)))),
        };
    }

    /// <summary>The cursor behind this row.</summary>
    public static string Cursor(string? sort, ComplaintRow last)
    {
        var (first, second) = sort switch
        {
            "dueAt" or "-dueAt" => ((double)last.DueAt.ToUnixTimeMilliseconds(), 0d),
            "reportedAt" or "-reportedAt" => (last.ReportedAt.ToUnixTimeMilliseconds(), 0),
            "score" or "-score" => (last.Score, 0),
            _ => (last.Priority, last.DueAt.ToUnixTimeMilliseconds()),
        };
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{sort ?? "priority"}|{first:R}|{second:R}|{last.Id}")));
    }

    private static (double First, double Second, long Id) Read(string? sort, string cursor)
    {
        var bytes = new byte[cursor.Length];
        var parts = Base64Url.IsValid(cursor) && Base64Url.TryDecodeFromChars(cursor, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split('|') : [];
        return parts is [var order, var first, var second, var id] && order == (sort ?? "priority")
            && double.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
            && double.TryParse(second, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)
            && Math.Abs(a) < 1e14 && Math.Abs(b) < 1e14
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var row)
                ? (a, b, row) : throw new FormatException("is no cursor of this list in this order: take it from the answer before, or leave it out to begin anew");
    }
}
