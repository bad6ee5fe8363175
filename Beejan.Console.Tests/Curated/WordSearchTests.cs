using Beejan.Curated;
using Xunit;
using static Beejan.Tests.Curated.CuratedBench;

namespace Beejan.Tests.Curated;

public abstract class WordSearchTests(CuratedBench bench) : IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        if (await bench.Complaints.LastIdAsync(default) == 0)
        {
            await bench.PutAsync(
                Said(1, "Ẹ jọ̀ọ́, nẹ́tíwọ̀kì mi kò ṣiṣẹ́ ní Ìbàdàn"),
                Said(2, "Abeg una don chop my 2GB/day—I go port o!"),
                Said(3, "Refund not received, see https://bills.example.ng/refunds_2026?id=88001 🙏"),
                Said(4, "I can't browse since Monday. [PHONE:kdfwmzbrtq] is my line"),
                Said(5, "Ban iya kiran ƙanwata ba, ɓangaren Kano"),
                Said(6, "لا توجد شبكة"),
                Said(7, "a flat of 20m²x, abc中def and stop\u0332go, E\u02BBko"));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("netiwoki ibadan", 1)]
    [InlineData("Ẹ jọ̀ọ́", 1)]
    [InlineData("e\u0323 joo", 1)]
    [InlineData("NETIW", 1)]
    [InlineData("2gb port", 2)]
    [InlineData("day—I", 2)]
    [InlineData("refunds_2026", 3)]
    [InlineData("bills.example.ng 88001", 3)]
    [InlineData("can't", 4)]
    [InlineData("[PHONE:kdfwmzbrtq]", 4)]
    [InlineData("ƙanwata ɓang", 5)]
    [InlineData("🙏", 3)]
    [InlineData("شبكة", 6)]
    [InlineData("20m²x", 7)]
    [InlineData("abc中def", 7)]
    [InlineData("stop\u0332go", 7)]
    [InlineData("flat e\u02BBko", 7)]
    public async Task Words_and_how_they_begin_are_found_whatever_their_case_and_marks(string search, long found) => Assert.Equal([found], await FoundAsync(search));

    [Theory]
    [InlineData("fund")]
    [InlineData("refund ibadan")]
    [InlineData("88002")]
    public async Task The_middle_of_a_word_and_half_of_the_words_find_nothing(string search) => Assert.Empty(await FoundAsync(search));

    [Theory]
    [InlineData("\"")]
    [InlineData("'); DROP TABLE complaints; --")]
    [InlineData("NEAR(a b) AND NOT OR *")]
    [InlineData("text:refund ^x -y +z")]
    [InlineData("a:* & | ! <-> b")]
    [InlineData("\0\ud83d x")]
    [InlineData("\u0301\u0323")]
    [InlineData("ª º ² ½ × ÷ ß ſ")]
    [InlineData("%_\\")]
    public async Task Nothing_that_is_typed_is_taken_for_a_command(string search) => Assert.DoesNotContain(2, await FoundAsync(search));

    [Fact]
    public async Task More_letters_than_anybody_types_are_answered() => Assert.Empty(await FoundAsync(string.Concat(Enumerable.Repeat("zebra ", 5000)) + new string('q', 50_000)));

    [Fact]
    public async Task A_text_longer_than_an_index_takes_is_kept_and_found_by_its_first_words()
    {
        await bench.PutAsync(Said(30, "tortoise " + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"w{i} "))));
        Assert.Equal([30L], await FoundAsync("tortoise w17"));
    }

    private static ComplaintRow Said(long id, string text) => Row(id, "2026-11-19T08:00:00Z", r => r.Text = text);

    private async Task<IReadOnlyList<long>> FoundAsync(string search)
    {
        var filter = new ComplaintFilter { Search = search };
        var ids = (await bench.Complaints.PageAsync(filter, 0, 100, default)).Select(c => c.Id).Order().ToList();
        Assert.Equal(ids.Count, await bench.Complaints.CountAsync(filter, default));
        return ids;
    }
}

public sealed class WordSearchOnSqliteTests(CuratedBench bench) : WordSearchTests(bench), IClassFixture<CuratedBench>;

public sealed class WordSearchOnPostgresTests(CuratedOnPostgres bench) : WordSearchTests(bench), IClassFixture<CuratedOnPostgres>;
