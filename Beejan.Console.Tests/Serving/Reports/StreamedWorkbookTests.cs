using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;
using Beejan.Serving.Reports.Excel;
using Beejan.Tests.Benchmarks;
using Xunit;

namespace Beejan.Tests.Serving.Reports;

public sealed class StreamedWorkbookTests : IDisposable
{
    private readonly Folder _folder = new();

    private static readonly TabularColumn[] Columns =
    [
        new("id"), new("rows", TabularType.Integer), new("score", TabularType.Number), new("share", TabularType.Share),
        new("reportedAt", TabularType.Instant), new("day", TabularType.Date), new("corrected", TabularType.Flag), new("reasons", TabularType.Texts),
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_000)]
    [InlineData(2_001)]
    [InlineData(10_000)]
    public void The_rows_read_back_are_the_rows_written(int count)
    {
        var noon = new DateTimeOffset(2026, 11, 20, 11, 0, 0, TimeSpan.Zero);
        var written = Enumerable.Range(0, count).Select(i => new object?[]
        {
            $"BJN-26-{i:0000000}-1", i, i / 7.0, i / (double)count, noon.AddSeconds(i), new DateOnly(2026, 1, 1).AddDays(i % 300), i % 2 == 0,
            new List<string> { "no network", $"word {i}" },
        }).ToList();

        var read = ReadBack.Sheets(Write(Columns, written))["Detail"];

        Assert.Equal(count, read.Count);
        Assert.All(read.Zip(written), pair =>
        {
            var (got, sent) = pair;
            var i = (int)sent[1]!;
            Assert.Equal(
                [sent[0], (double)i, sent[2], sent[3], noon.AddSeconds(i).AddHours(1).DateTime, ((DateOnly)sent[5]!).ToDateTime(TimeOnly.MinValue), sent[6], $"no network; word {i}"],
                got);
        });
    }

    [Fact]
    public void Midnight_in_Lagos_lands_on_the_right_day()
    {
        DateTimeOffset[] instants =
        [
            new(2026, 11, 19, 22, 59, 59, 999, TimeSpan.Zero), new(2026, 11, 19, 23, 0, 0, TimeSpan.Zero),
            new(2026, 12, 31, 23, 0, 0, TimeSpan.Zero), new(2028, 2, 28, 23, 0, 0, TimeSpan.Zero),
        ];

        var read = ReadBack.Sheets(Write([new("at", TabularType.Instant)], instants.Select(at => new object?[] { at })))["Detail"];

        Assert.Equal(
            [new DateTime(2026, 11, 19, 23, 59, 59, 999), new DateTime(2026, 11, 20), new DateTime(2027, 1, 1), new DateTime(2028, 2, 29)],
            read.Select(row => (DateTime)row[0]!));
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil\")")]
    [InlineData("+2348030000000")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    public void A_text_that_would_run_as_a_formula_gets_an_apostrophe(string text) =>
        Assert.Equal("'" + text, Text(text));

    [Theory]
    [InlineData("  two spaces  ")]
    [InlineData("line one\nline two\tend")]
    [InlineData("a carriage\r\nreturn")]
    [InlineData("5 < 6 & 7 > 2 \"quoted\" 'so'")]
    [InlineData("Ẹ kú àárọ̀, nẹ́tíwọ́kì ò ṣiṣẹ́ 😡 ₦500")]
    [InlineData("ƙarya ɗaya, ọrụ ụtụ")]
    [InlineData("a_b _x_ x_1")]
    public void A_harmless_text_comes_back_as_it_was(string text) => Assert.Equal(text, Text(text));

    [Fact]
    public void Text_that_looks_like_an_escape_of_Excel_is_kept_apart_from_one() =>
        Assert.Contains("_x005F_x0041_", Part(Write([new("text")], [["_x0041_"]]), "rows1"), StringComparison.Ordinal);

    [Fact]
    public void Characters_that_XML_forbids_are_left_out() =>
        Assert.Equal("abcdefgh", Text("a\0b\u0001c\u000Bd\uFFFEe\uFFFFf\uD800g\uDC00h"));

    [Fact]
    public void Text_longer_than_a_cell_is_cut_and_says_so()
    {
        var text = string.Concat(Enumerable.Repeat("😡a", 20_000));

        var read = Text(text)!;

        Assert.True(read.Length is <= SheetWriter.MaxText and > SheetWriter.MaxText - 3, $"{read.Length}");
        Assert.EndsWith("[cut: 60000 characters do not fit a cell; the CSV export has all]", read, StringComparison.Ordinal);
        Assert.Equal(text[..32_000], read[..32_000]);
        Assert.Equal(new string('b', SheetWriter.MaxText), Text(new string('b', SheetWriter.MaxText)));
    }

    [Fact]
    public void Values_that_a_number_cannot_hold_are_not_bent()
    {
        var read = ReadBack.Sheets(Write(
            [new("a", TabularType.Integer), new("b", TabularType.Number), new("c", TabularType.Number), new("d", TabularType.Number), new("e", TabularType.Instant), new("f")],
            [[long.MaxValue, double.NaN, -0.55f, 1e-7, new DateTimeOffset(1890, 5, 1, 12, 0, 0, TimeSpan.Zero), ""]]))["Detail"][0];

        Assert.Equal("9223372036854775807", read[0]);
        Assert.Null(read[1]);
        Assert.Equal(-0.55, read[2]);
        Assert.Equal(1e-7, read[3]);
        Assert.StartsWith("1890-05-01", Assert.IsType<string>(read[4]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_heading_is_frozen_and_filtered_and_the_hash_is_that_of_the_streamed_part()
    {
        var hash = "";
        var file = Write(Columns, [["a", 1, 1.0, 1.0, DateTimeOffset.UnixEpoch, new DateOnly(2026, 1, 1), true, Array.Empty<string>()]], book => hash = book.Hash);

        var part = Part(file, "rows1");
        Assert.Contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>", part, StringComparison.Ordinal);
        Assert.Contains("<autoFilter ref=\"A1:H2\"/>", part, StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(part))), hash);
        Assert.Equal(["Summary", "Detail", "About"], ReadBack.Sheets(file).Keys);
    }

    [Fact]
    public void Columns_are_named_as_in_Excel() =>
        Assert.Equal(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"], new[] { 0, 25, 26, 51, 52, 701, 702 }.Select(SheetWriter.Letters));

    private string? Text(string text) => (string?)ReadBack.Sheets(Write([new("text")], [[text]]))["Detail"].Single()[0];

    private string Write(IReadOnlyList<TabularColumn> columns, IEnumerable<object?[]> rows, Action<StreamedWorkbook>? then = null)
    {
        var file = _folder.File($"{Guid.NewGuid():n}.xlsx");
        using var stream = File.Create(file);
        using var book = new StreamedWorkbook(stream);
        book.BeginSheet("Detail", columns);
        foreach (var row in rows)
        {
            book.Add(row);
        }
        book.Finish(small => small.AddWorksheet("Summary").Cell(1, 1).SetValue("Rows").Style.Font.SetBold(), small => small.AddWorksheet("About").Cell(1, 1).SetValue(book.Hash));
        then?.Invoke(book);
        return file;
    }

    private static string Part(string file, string name)
    {
        using var zip = ZipFile.OpenRead(file);
        using var reader = new StreamReader(zip.GetEntry($"xl/worksheets/{name}.xml")!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
