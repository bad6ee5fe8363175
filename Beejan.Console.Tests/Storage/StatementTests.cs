using System.Globalization;
using Beejan.Curated;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Storage;

public sealed class StatementTests
{
    /// <summary>Values stay bound from one run to the next: each row must still hold its own.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task Every_row_holds_its_own_values_whatever_the_row_before_held(bool postgres)
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        (long Number, string? Text, bool Flag, byte[]? Bytes)[] rows =
        [
            (0, null, false, null), (0, null, false, null), (1, "one", true, [1]), (1, "one", true, [1]), (0, "", false, []), (1, null, true, null),
            (-1, "naïve 😡", false, [255, 0]), (long.MaxValue, "two", true, [1]), (long.MaxValue, "two" + "", false, null),
        ];

        var read = await house.Services.GetRequiredService<IDatabase>().WriteAsync((db, _) =>
        {
            db.Prepare($"CREATE TEMPORARY TABLE kept (number BIGINT, text TEXT, flag BOOLEAN, bytes {(postgres ? "BYTEA" : "BLOB")})").ExecuteNonQuery();
            using var insert = db.PrepareStatement("INSERT INTO kept VALUES (CAST(@n AS BIGINT), CAST(@t AS TEXT), @f, @b)", "n", "t", "f", "b");
            foreach (var (number, text, flag, bytes) in rows)
            {
                insert.Run(number, text, flag, bytes ?? []);
            }
            var found = new List<string>();
            using var all = db.PrepareStatement("SELECT number, text, CASE WHEN flag THEN 1 ELSE 0 END, bytes FROM kept");
            all.Read([], row =>
            {
                found.Add(Line(row.Int64(0), row.IsNull(1) ? null : row.Text(1), row.Int64(2) != 0, row.IsNull(3) ? [] : row.Blob(3).ToArray()));
                return true;
            });
            return Task.FromResult(found);
        }, default);

        Assert.Equal(rows.Select(r => Line(r.Number, r.Text, r.Flag, r.Bytes ?? [])), read);
    }

    /// <summary>What PostgreSQL refuses, and what SQLite's own interface would give back only in part.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task Text_that_no_database_can_hold_is_kept_with_a_mark_in_its_place(bool postgres)
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        const string zero = "a\0b", half = "c\uD83D d \uDE21\uD83D\uDE21";

        var read = await house.Services.GetRequiredService<IDatabase>().WriteAsync((db, _) =>
        {
            db.Prepare("CREATE TEMPORARY TABLE kept (number BIGINT, text TEXT)").ExecuteNonQuery();
            using var insert = db.PrepareStatement("INSERT INTO kept VALUES (CAST(@n AS BIGINT), CAST(@t AS TEXT))", "n", "t");
            insert.Run(1, zero);
            insert.Run(2, half);
            db.Prepare("INSERT INTO kept VALUES (3, @t)", "t").With(zero).ExecuteNonQuery();
            db.Database.ExecuteSql($"INSERT INTO kept VALUES (4, {half})");
            var found = new List<string>();
            using var all = db.PrepareStatement("SELECT text FROM kept ORDER BY number");
            all.Read([], row =>
            {
                found.Add(row.Text(0));
                return true;
            });
            return Task.FromResult(found);
        }, default);

        Assert.Equal(["a\uFFFDb", "c\uFFFD d \uFFFD\uD83D\uDE21", "a\uFFFDb", "c\uFFFD d \uFFFD\uD83D\uDE21"], read);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_search_for_what_no_database_can_hold_finds_nothing(bool postgres)
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var (key, sources) = ("\0", new[] { "\0", "\uD83D" });
        var found = await house.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) => db.Set<ComplaintRow>()
            .Where(c => c.SourceKey == key || sources.Contains(c.Source)).CountAsync(ct), default);
        Assert.Equal(0, found);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_row_that_EF_saves_is_kept_with_a_mark_too(bool postgres)
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var database = house.Services.GetRequiredService<IDatabase>();
        await database.WriteAsync((db, ct) =>
        {
            db.Add(new CustomerRow { Id = 7, Name = "a\0b", Handle = "c\uD83D" });
            return db.SaveChangesAsync(ct);
        }, default);
        var kept = await database.ReadAsync((db, ct) => db.Set<CustomerRow>().AsNoTracking().SingleAsync(ct), default);
        // SQLite holds either through EF; only half a character becomes a mark there.
        Assert.Equal((postgres ? "a\uFFFDb" : "a\0b", "c\uFFFD"), (kept.Name, kept.Handle));
    }

    private static string Line(long number, string? text, bool flag, byte[] bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}|{text ?? "NULL"}|{flag}|{Convert.ToHexString(bytes)}");
}
