using System.Globalization;
using Beejan.Storage;
using Beejan.Tests.RawZone;
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

    private static string Line(long number, string? text, bool flag, byte[] bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}|{text ?? "NULL"}|{flag}|{Convert.ToHexString(bytes)}");
}
