using Beejan.Contracts;
using Beejan.Sources;
using Beejan.Sources.Fields;
using Beejan.Sources.Files;
using Xunit;

namespace Beejan.Tests.Sources.Files;

public sealed class FilesSourceTests
{
    private const string Foreign = "nr;quand;abonne;ville;ce qui s'est passe\n17;25/12/2025 10:00;0803 123 4567;Ikeja;there is no network here since monday\n18;26/12/2025 11:00;0803 123 4568;Kano;my data vanished over night, please help\n";

    [Fact]
    public async Task Columns_nobody_knows_by_name_are_told_by_what_stands_in_them()
    {
        var draft = Assert.IsType<Parsed.Ok>((await Feed.Files().ReadAsync(Foreign))[0]).Draft;
        Assert.Equal(("there is no network here since monday", "0803 123 4567", "25/12/2025 10:00", "dd/MM/yyyy"), (draft.Given.Text, draft.Given.Phone, draft.Given.Time, draft.Given.TimeOrder));
    }

    [Fact]
    public async Task A_mapping_decides_and_travels_with_each_record()
    {
        var mapping = new Mapping
        {
            Name = "branches", Channel = Channels.Web, TimeOrder = "MM/dd/yyyy",
            Columns = new Dictionary<string, Field> { ["ville"] = Field.Text, ["ce qui s'est passe"] = Field.Topic, ["nr"] = Field.Key },
        };
        var record = (await Feed.Files(mapping: mapping).SplitAsync(Foreign))[0];
        Assert.Equal(("branches", "17"), (record.Source.Value, record.Key));
        // Read back by a source that knows no mapping, as after it was removed.
        var draft = Assert.IsType<Parsed.Ok>(Feed.Files().Parse(record with { Context = new string(record.Context) })).Draft;
        Assert.Equal(("Ikeja", "there is no network here since monday", "MM/dd/yyyy", Channels.Web), (draft.Given.Text, draft.Given.Topic, draft.Given.TimeOrder, draft.Channel));
        Assert.Null(draft.Given.Phone);
    }

    [Fact]
    public async Task A_mapping_that_was_mended_reads_what_came_before_it_if_its_columns_are_there()
    {
        var wrong = new Mapping { Name = "branches", TimeOrder = "MM/dd/yyyy", Columns = new Dictionary<string, Field> { ["ville"] = Field.Text, ["nr"] = Field.Key } };
        var record = (await Feed.Files(mapping: wrong).SplitAsync(Foreign))[0];

        var mended = wrong with { TimeOrder = "dd/MM/yyyy", Columns = new Dictionary<string, Field> { ["ce qui s'est passe"] = Field.Text, ["ville"] = Field.Place, ["quand"] = Field.Time } };
        var draft = Assert.IsType<Parsed.Ok>(Feed.Files(mapping: mended).Parse(record)).Draft;
        Assert.Equal(("there is no network here since monday", "Ikeja", "25/12/2025 10:00", "dd/MM/yyyy", "17"),
            (draft.Given.Text, draft.Given.Place, draft.Given.Time, draft.Given.TimeOrder, draft.Key));

        var other = wrong with { Columns = new Dictionary<string, Field> { ["description"] = Field.Text } };
        Assert.Equal("Ikeja", Assert.IsType<Parsed.Ok>(Feed.Files(mapping: other).Parse(record)).Draft.Given.Text);
    }

    [Theory]
    [InlineData("Branches", "Text", "lower-case")]
    [InlineData("branches", "Topic", "Text")]
    [InlineData("branches", "Text Text", "Two columns")]
    [InlineData("branches", "Text", null)]
    public void A_mapping_that_cannot_work_says_why(string name, string fields, string? fault)
    {
        var columns = fields.Split(' ').Select((f, i) => (f, i)).ToDictionary(c => $"c{c.i}", c => Enum.Parse<Field>(c.f));
        var told = new Mapping { Name = name, Columns = columns }.Fault();
        Assert.Equal(fault is null, told is null);
        Assert.Contains(fault ?? "", told ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_gives_itself_and_each_row_of_each_sheet()
    {
        var book = Workbooks.Make(
            ("Lagos", [["Ticket", "Reported at", "MSISDN", "Complaint"], ["1", "#45658.5", "#8031234567", "no network, \"again\""], [], ["2", "", "", "slow data"]]),
            ("Kano", [["Complaints of Kano", "", ""], [], ["Ref", "Complaint", "State"], ["3", "no airtime", "Kano"]]),
            ("Empty", []));
        var source = Feed.Files();
        var records = await source.SplitAsync(book);
        Assert.Equal(book, records[0].Payload.ToArray());
        Assert.Equal(["workbook.kept", "ok", "ok", "ok"], records.Select(record => source.Parse(record).Code()));
        Assert.Equal(["1", "2", "3"], records.Skip(1).Select(record => record.Key));
        Assert.Equal("feed#4 Kano line 4", records[3].Origin);
        var draft = Assert.IsType<Parsed.Ok>(source.Parse(records[1])).Draft;
        Assert.Equal(("no network, \"again\"", "8031234567", "45658.5"), (draft.Given.Text, draft.Given.Phone, draft.Given.Time));
    }

    [Fact]
    public async Task Merged_cells_over_a_header_name_the_columns_below_them()
    {
        var book = Workbooks.Make([("S", [["Customer", "", "Complaint"], ["Name", "Phone", ""], ["Ada", "08031234567", "no network"]])], "A1:B1");
        var draft = Assert.IsType<Parsed.Ok>(Feed.Files().Parse((await Feed.Files().SplitAsync(book))[1])).Draft;
        Assert.Equal(("Ada", "08031234567", "no network"), (draft.Given.Name, draft.Given.Phone, draft.Given.Text));
    }

    [Theory]
    [InlineData("TestMultiSheet.xlsx", "12 12 5", "1 | 1 | 1 | 1")]
    [InlineData("Test10x10.xlsb", "10", "col1 |  | col3 |  | col5 |  | col7 |  | col9")]
    [InlineData("TestUnicodeChars.xls", "3", "col1 | col2 | col3 | col4 | col5 | col6 | col7 | col8")]
    [InlineData("Test_MergedCell.xlsx", "6", "Test Column 1 | Test Column 2 | Test Column 3")]
    [InlineData("Test_git_Issue_649_Date1904_Parsings.xlsx", "1", "| 2019-08-31")]
    [InlineData("Test_Issue_NoStyles_NoRAttribute.xlsx", "36", "")]
    [InlineData("Test_num_double_date_bool_string.xlsx", "30 0 0", "1 | 1.02 | 2009-05-11 | 1 | next value is null | 2009-05-07T11:01:02")]
    public async Task Every_row_of_every_sheet_is_there_whichever_program_wrote_it(string file, string rows, string first)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine("Samples", "excel", file));
        var sheets = Workbook.Sheets(bytes, new FieldTable(ColumnNames.BuiltIn, new Dictionary<string, string[]>())).Select(sheet => sheet.Rows.ToList()).ToList();
        Assert.Equal(rows, string.Join(' ', sheets.Select(sheet => sheet.Count)));
        Assert.EndsWith(first, string.Join(" | ", sheets[0][0].Cells), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(45658, "yyyy\\-mm\\-dd", false, "2025-01-01")]
    [InlineData(45658.75, "dd/mm/yyyy hh:mm", false, "2025-01-01 18:00:00")]
    [InlineData(44196, "d-mmm-yy", true, "2025-01-01")]
    [InlineData(0.5, "[h]:mm", false, "12:00:00")]
    [InlineData(45658, "0.00\" days\"", false, "45658")]
    [InlineData(8031234567, "General", false, "8031234567")]
    [InlineData(1e300, "dd/mm/yyyy", false, "1E+300")]
    public void A_number_is_a_date_when_its_style_says_so(double value, string code, bool from1904, string text)
    {
        var cells = new CellText { From1904 = from1904 };
        cells.AddFormat(200, code);
        cells.AddStyle(0);
        cells.AddStyle(200);
        Assert.Equal(text, cells.Number(value, 1));
    }

    [Theory]
    [InlineData("agile_AES128_SHA1_CBC_pwd_password.xlsx", "workbook.encrypted")]
    public async Task A_workbook_that_cannot_be_read_is_kept_with_its_reason(string file, string code)
    {
        var source = Feed.Files();
        var bytes = await File.ReadAllBytesAsync(Path.Combine("Samples", "excel", file));
        var record = Assert.Single(await source.SplitAsync(bytes));
        Assert.Equal((code, bytes.Length), (source.Parse(record).Code(), record.Payload.Length));
    }

    [Fact]
    public async Task An_archive_that_calls_itself_a_workbook_is_read_as_the_archive_it_is()
    {
        var record = Assert.Single(await Feed.Files().SplitAsync(await File.ReadAllBytesAsync(Path.Combine("Samples", "excel", "EmptyZipFile.xlsx"))));
        Assert.Equal(("csv.no-text-column", 19), (Feed.Files().Parse(record).Code(), record.Payload.Length));
    }

    [Fact]
    public async Task A_workbook_that_cannot_be_read_from_its_end_is_a_workbook_all_the_same()
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine("Samples", "excel", Directory.GetFiles(Path.Combine("Samples", "excel"), "*.xlsx").Select(Path.GetFileName).Order().First(f => f != "EmptyZipFile.xlsx")!));
        Assert.Equal((await Feed.Files().SplitAsync(bytes)).Select(r => r.Hash), (await Feed.Files().SplitAsync(bytes, 1000)).Select(r => r.Hash));
    }

    [Fact]
    public async Task Odd_workbooks_give_an_answer_a_row_and_never_stop_the_rest()
    {
        var source = Feed.Files();
        var random = new Random(5);
        var rows = 0;
        foreach (var file in Directory.GetFiles(Path.Combine("Samples", "excel"), "*.xls*"))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            var records = await source.SplitAsync(bytes);
            rows += records.Count;
            Assert.All(records, record => Assert.NotEqual("", source.Parse(record).Code()));
            for (var round = 0; round < 4; round++)
            {
                var hurt = bytes.ToArray();
                for (var i = 0; i < 20; i++)
                {
                    hurt[random.Next(hurt.Length)] = (byte)random.Next(256);
                }
                var cut = round % 2 == 0 ? hurt : hurt[..random.Next(8, hurt.Length)];
                Assert.NotEmpty(await source.SplitAsync(cut));
            }
        }
        Assert.True(rows > 100, $"{rows} rows");
    }

    [Fact]
    public async Task A_workbook_made_to_do_harm_is_refused_before_it_is_unpacked()
    {
        var book = Workbooks.Make([("S", [["Complaint"], ["no network"]])], null, padding: 50_000_000);
        Assert.True(book.Length < 1_000_000);
        var refused = Feed.Files(new() { MaxUnpackedBytes = 10_000_000 });
        Assert.Equal("workbook.bomb", refused.Parse(Assert.Single(await refused.SplitAsync(book))).Code());
        var small = Feed.Files(new() { MaxWorkbookBytes = 1024 });
        Assert.All(await small.SplitAsync(book), record => Assert.Equal("workbook.too-large", small.Parse(record).Code()));
    }
}
