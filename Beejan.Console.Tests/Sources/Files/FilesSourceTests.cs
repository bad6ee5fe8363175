using Beejan.Contracts;
using Beejan.Sources;
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
        Assert.Equal(("there is no network here since monday", "0803 123 4567", "25/12/2025 10:00", "dd/MM/yyyy"), (draft.GivenText, draft.GivenPhone, draft.GivenTime, draft.TimeOrder));
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
        Assert.Equal(("Ikeja", "there is no network here since monday", "MM/dd/yyyy", Channels.Web), (draft.GivenText, draft.GivenTopic, draft.TimeOrder, draft.Channel));
        Assert.Null(draft.GivenPhone);
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
        Assert.Equal(("no network, \"again\"", "8031234567", "45658.5"), (draft.GivenText, draft.GivenPhone, draft.GivenTime));
    }

    [Fact]
    public async Task Merged_cells_over_a_header_name_the_columns_below_them()
    {
        var book = Workbooks.Make([("S", [["Customer", "", "Complaint"], ["Name", "Phone", ""], ["Ada", "08031234567", "no network"]])], "A1:B1");
        var draft = Assert.IsType<Parsed.Ok>(Feed.Files().Parse((await Feed.Files().SplitAsync(book))[1])).Draft;
        Assert.Equal(("Ada", "08031234567", "no network"), (draft.GivenName, draft.GivenPhone, draft.GivenText));
    }

    [Theory]
    [InlineData("agile_AES128_SHA1_CBC_pwd_password.xlsx", "workbook.encrypted")]
    [InlineData("EmptyZipFile.xlsx", "workbook.broken")]
    public async Task A_workbook_that_cannot_be_read_is_kept_with_its_reason(string file, string code)
    {
        var source = Feed.Files();
        var bytes = await File.ReadAllBytesAsync(Path.Combine("Samples", "excel", file));
        var record = Assert.Single(await source.SplitAsync(bytes));
        Assert.Equal((code, bytes.Length), (source.Parse(record).Code(), record.Payload.Length));
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
        Assert.True(rows > 40, $"{rows} rows");
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
