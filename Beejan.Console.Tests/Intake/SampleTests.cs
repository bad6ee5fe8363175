using System.Text;
using Beejan.Contracts;
using Beejan.Intake.Mappings;
using Beejan.Sources.Fields;
using Beejan.Sources.Files;
using Xunit;

namespace Beejan.Tests.Intake;

public sealed class SampleTests
{
    private const string File = "nr;when;who;what went wrong\n1;25/12/2025;08031234567;there is no network here at all\n2;26/12/2025;08031234568;\n3;27/12/2025;08031234569;my data finished too fast again\n";

    [Fact]
    public async Task A_sample_shows_its_columns_and_what_was_told_from_them()
    {
        var sample = await Sample.ReadAsync(Encoding.UTF8.GetBytes(File), "visits.csv", new FilesOptions(), default);
        Assert.Null(sample.Fault);
        Assert.Equal(["nr", "when", "who", "what went wrong"], sample.Columns.Select(c => c.Name));
        Assert.Equal(["1", "2", "3"], sample.Columns[0].Values);
        Assert.Equal((Field.Time, Field.Phone, Field.Text), (sample.Inferred.Columns["when"], sample.Inferred.Columns["who"], sample.Inferred.Columns["what went wrong"]));
        Assert.Equal("dd/MM/yyyy", sample.Inferred.TimeOrder);
    }

    [Fact]
    public async Task Of_a_workbook_the_sheet_with_the_complaints_is_shown_wherever_it_stands()
    {
        using var book = new ClosedXML.Excel.XLWorkbook();
        var notes = book.AddWorksheet("About");
        (notes.Cell(1, 1).Value, notes.Cell(2, 1).Value, notes.Cell(3, 1).Value) = ("Notes", "Branches send this on Fridays", "Ask Chidi when it is late");
        var log = book.AddWorksheet("Log");
        foreach (var (row, cells) in new[] { "nr|when|who|what went wrong", "1|25/12/2025|08031234567|there is no network here at all", "2|26/12/2025|08031234568|my data finished too fast again" }.Index())
        {
            foreach (var (column, cell) in cells.Split('|').Index())
            {
                log.Cell(row + 1, column + 1).Value = cell;
            }
        }
        using var file = new MemoryStream();
        book.SaveAs(file);

        var sample = await Sample.ReadAsync(file.ToArray(), "visits.xlsx", new FilesOptions(), default);
        Assert.Equal(["nr", "when", "who", "what went wrong"], sample.Columns.Select(c => c.Name));
        Assert.Equal((Field.Phone, Field.Text), (sample.Inferred.Columns["who"], sample.Inferred.Columns["what went wrong"]));
    }

    [Fact]
    public async Task A_corrected_mapping_shows_complaints_and_the_rows_that_would_fail()
    {
        await using var house = await WholeHouse.OpenAsync();
        var sample = await Sample.ReadAsync(Encoding.UTF8.GetBytes(File), "visits.csv", new FilesOptions(), default);
        var told = await sample.PreviewAsync(sample.Inferred, house.Get<IRehearsal>(), default);
        Assert.Equal((3, 1, 2), (told.Rows, told.Failing, told.Good.Count));
        Assert.Equal(("visits.csv#2 line 3", "text.missing"), (told.Bad[0].Row, told.Bad[0].Reason.Code));
        var corrected = await sample.PreviewAsync(sample.Inferred with { Columns = new Dictionary<string, Field> { ["who"] = Field.Text, ["nr"] = Field.Key } }, house.Get<IRehearsal>(), default);
        Assert.Equal(["1", "2", "3"], corrected.Good.Select(d => d.Key));
        Assert.Equal("08031234567", corrected.Good[0].Given.Text);
    }

    [Fact]
    public async Task A_preview_judges_by_todays_rules_and_lands_nothing()
    {
        await using var house = await WholeHouse.OpenAsync();
        var sample = await Sample.ReadAsync(Encoding.UTF8.GetBytes(
            "no;day;line;matter;town\n1;03/11/2025;08031234567;there is no network at all;Gombe\n2;03/11/2099;08031234568;my data finished too fast;Gombe\n"), "visits.csv", new FilesOptions(), default);
        var columns = new Dictionary<string, Field> { ["no"] = Field.Key, ["day"] = Field.Time, ["line"] = Field.Phone, ["matter"] = Field.Text, ["town"] = Field.State };
        foreach (var (order, month) in new[] { ("dd/MM/yyyy", 11), ("MM/dd/yyyy", 3) })
        {
            var told = await sample.PreviewAsync(new Mapping { Columns = columns, TimeOrder = order }, house.Get<IRehearsal>(), default);
            var good = Assert.Single(told.Good);
            Assert.Equal((month, "+2348031234567", "Gombe", "Network"), (good.ReportedAt!.Value.Month, good.Msisdn, good.State, good.Category));
            Assert.Equal(("visits.csv#2 line 3", "time.future"), (Assert.Single(told.Bad).Row, told.Bad[0].Reason.Code));
            Assert.Equal((2, 1), (told.Rows, told.Failing));
        }
        Assert.Empty(await house.LedgerAsync());
    }

    [Fact]
    public async Task A_file_that_is_no_table_says_so()
    {
        Assert.Equal("format.pdf", (await Sample.ReadAsync(Encoding.ASCII.GetBytes("%PDF-1.7\n%abc\n"), "x.csv", new FilesOptions(), default)).Fault?.Code);
        Assert.Equal("sample.no-rows", (await Sample.ReadAsync(Encoding.ASCII.GetBytes("a,b\n"), "x.csv", new FilesOptions(), default)).Fault?.Code);
    }
}
