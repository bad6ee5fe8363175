using Beejan.Curated;
using Beejan.Curated.Persons;
using Beejan.Customers.Profiles;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Beejan.Tests.Customers;

/// <summary>The same promises on both databases.</summary>
public abstract class ProfileImportTests(bool postgres)
{
    private const string Header = "MSISDN;E-mail;X handle;Customer No.;Full Name;Tariff plan;Tenure (months);ARPU;Segment;State;Shoe size\n";

    [Fact]
    public async Task A_file_is_read_by_its_column_names_and_says_which_it_does_not_use()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        var import = await house.ImportAsync(Header
            + "0803 123 4567;Ada@Example.org;@ada_obi;C-100;Ada Obi;Beejan Talk;30;₦12,500.00;Corporate;lagos state;41\n"
            + "08051234567;;;;Musa Bello;;2 years;4k;gold;Kano;39\n");
        Assert.Equal((2L, 2L, 0L, 0L, 0L, "Shoe size"), (import.Rows, import.Added, import.Changed, import.Unchanged, import.Rejected, import.UnknownColumns));
        var rows = await house.ReadAsync(db => db.Set<ProfileRow>().OrderBy(p => p.Name).ToListAsync());
        Assert.Equal(
            [("+2348031234567", "Ada@Example.org", "ada_obi", "C-100", "Ada Obi", "Beejan Talk", 12500.0, "corporate", "Lagos"), ("+2348051234567", null, null, null, "Musa Bello", null, 4000.0, "gold", "Kano")],
            rows.Select(p => (p.Msisdn, p.Email, p.Handle, p.Account, p.Name, p.Plan, p.MonthlyNaira ?? 0, p.Tier, p.State)));
        Assert.Equal([30, 24], rows.Select(p => (int)Math.Round((import.StartedAt - p.Since!.Value).TotalDays / 30.4375)));
        Assert.True(File.Exists(Path.Combine(house.Raw.Directory, import.Kept)));
        Assert.Contains(await house.AuditAsync(), line => line.StartsWith("ada profiles.imported import 1 2 rows: 2 added", StringComparison.Ordinal));
        Assert.DoesNotContain(await house.AuditAsync(), line => line.Contains("803123", StringComparison.Ordinal) || line.Contains("Obi", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_rows_again_change_nothing_and_a_changed_row_changes_only_itself()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        const string first = "msisdn,tenure,value\n08031234567,12,5000\n08051234567,6,2000\n";
        await house.ImportAsync(first);
        var before = await house.ReadAsync(db => db.Set<ProfileRow>().OrderBy(p => p.Id).ToListAsync());
        var again = await house.ImportAsync(first);
        Assert.Equal((2L, 0L, 0L, 2L), (again.Rows, again.Added, again.Changed, again.Unchanged));
        Assert.Equivalent(before, await house.ReadAsync(db => db.Set<ProfileRow>().OrderBy(p => p.Id).ToListAsync()), strict: true);

        var changed = await house.ImportAsync(first.Replace("5000", "9000", StringComparison.Ordinal));
        Assert.Equal((0L, 1L, 1L), (changed.Added, changed.Changed, changed.Unchanged));
        Assert.Equal(9000, (await house.ReadAsync(db => db.Set<ProfileRow>().SingleAsync(p => p.Msisdn == "+2348031234567"))).MonthlyNaira);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_with_line_and_column_and_the_rest_is_taken()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        var import = await house.ImportAsync(
            "phone,email,name,plan,since,monthly spend,state\n"
            + "12345,ada@example.org,Ada,Talk,2021-03-15,much,Atlantis\n"
            + ",,Nobody,Talk,,,\n"
            + "08031234567,,Musa,Talk,31/12/2199,5000,Kano\n"
            + "08031234567,,Another,Talk,,,\n");
        Assert.Equal((4L, 2L, 2L, 4L), (import.Rows, import.Added, import.Rejected, import.Warnings));
        Assert.Equal(
            [
                "2 phone profile.phone-unreadable", "2 state profile.state-unknown", "2 monthly spend profile.value-unreadable", "3  profile.no-customer",
                "4 since profile.since-unreadable", "5  profile.repeated",
            ],
            ProfileImport.FaultsOf(import).Select(f => $"{f.Line} {f.Column} {f.Code}"));
        Assert.DoesNotContain("12345", import.Faults, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("colour,weight\nred,3\n", "No column names the customer")]
    public async Task A_file_that_names_nobody_is_refused_with_a_cure_and_kept(string text, string words)
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        var import = await house.ImportAsync(text, "odd.csv");
        Assert.StartsWith(words, import.Error, StringComparison.Ordinal);
        Assert.Contains("Columns seen: colour, weight", import.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(house.Raw.Directory, import.Kept)));
        Assert.Equal(0, await house.Get<IProfiles>().CountAsync(default));
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("\n\n  \n", "There is nothing in it but empty lines")]
    [InlineData("msisdn,email,name,plan\n", "The file holds names of columns and no rows below them")]
    [InlineData("msisdn,email,name,plan\n,,,\n,,,\n", "The file holds names of columns and no rows below them")]
    [InlineData("08031234567,Ada Obi,Talk,2021-03-15\n08051234567,Musa Bello,Talk,2021-03-15\n", "Its first row holds values, not names of columns")]
    [InlineData("msisdn^name^plan\n08031234567^Ada^Talk\n", "Only one column was found")]
    public async Task A_file_that_is_no_table_of_customers_is_refused_by_what_is_wrong_with_it(string text, string words)
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        var import = await house.ImportAsync(text);
        Assert.StartsWith(words, import.Error, StringComparison.Ordinal);
        Assert.Equal((0L, 0L, "[]"), (import.Rows, import.Rejected, import.Faults));
        Assert.Equal(0, await house.Get<IProfiles>().CountAsync(default));
    }

    [Fact]
    public async Task What_stands_for_nothing_makes_no_two_customers_one()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        var import = await house.ImportAsync(
            "account number,phone,name,plan\nN/A,08031234561,Ada Obi,-\nN/A,08031234562,Musa Bello,NULL\nnull,08031234563,none,Talk\n0,08031234564,Bisi Ojo,Talk\n000,08031234565,Uche Eze,Talk\n,,,\n");
        Assert.Equal((5L, 5L, 0L, 0L), (import.Rows, import.Added, import.Rejected, import.Warnings));
        Assert.All(await house.ReadAsync(db => db.Set<ProfileRow>().ToListAsync()), p => Assert.True(p.Account is null && p.Name is not "none" && p.Plan is null or "Talk"));
    }

    [Fact]
    public async Task A_number_that_a_spreadsheet_shortened_is_nobody_elses()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        var import = await house.ImportAsync(
            "phone,customer no,email\n2.34803E+12,,one@example.org\n2.348031234562E+12,,two@example.org\n08031234563,1.00234E+11,three@example.org\n08031234564,1.00234E+11,four@example.org\n");
        Assert.Equal((4L, 4L, 0L, 3L), (import.Rows, import.Added, import.Rejected, import.Warnings));
        Assert.Equal(["2 phone", "4 customer no", "5 customer no"], ProfileImport.FaultsOf(import).Where(f => f.Code == "profile.number-shortened").Select(f => $"{f.Line} {f.Column}"));
        Assert.Equal(
            [(null, "one@example.org"), ("+2348031234562", "two@example.org"), ("+2348031234563", "three@example.org"), ("+2348031234564", "four@example.org")],
            (await house.ReadAsync(db => db.Set<ProfileRow>().ToListAsync())).OrderBy(p => p.Msisdn, StringComparer.Ordinal).Select(p => (p.Msisdn, p.Email!)));
        Assert.All(await house.ReadAsync(db => db.Set<ProfileRow>().ToListAsync()), p => Assert.Null(p.Account));
    }

    [Fact]
    public async Task A_workbooks_sheet_of_notes_is_left_out_and_told_wherever_it_stands()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        string[][] notes = [["remark", "author", "day"], ["checked", "me", "today"]];
        // More rows than are written at once: what a later sheet says must not come too late for them.
        string[][] data = [["msisdn", "name", "plan"], .. Enumerable.Range(0, 700).Select(i => new[] { $"0803{i:0000000}", "Ada Obi", "Talk" }), ["12", "Musa Bello", "Talk"]];
        var import = await house.ImportAsync(Book(("Readme", notes), ("Data", data), ("Notes", notes)), "book.xlsx");
        Assert.Null(import.Error);
        Assert.Equal((701L, 700L, 1L, ""), (import.Rows, import.Added, import.Rejected, import.UnknownColumns));
        Assert.Equal(
            ["sheet Readme, line 2 profile.sheet-left", "sheet Data, line 702, msisdn profile.phone-unreadable", "sheet Data, line 702 profile.no-customer", "sheet Notes, line 2 profile.sheet-left"],
            ProfileImport.FaultsOf(import).Select(f => $"{f.Place} {f.Code}"));

        var nothing = await house.ImportAsync(Book(("Readme", notes), ("Notes", notes)), "notes.xlsx");
        Assert.StartsWith("No column names the customer", nothing.Error, StringComparison.Ordinal);
        var broken = await house.ImportAsync(Book(("Data", data))[..900], "cut.xlsx");
        Assert.StartsWith("The workbook is damaged", broken.Error, StringComparison.Ordinal);
        Assert.Equal(700, await house.Get<IProfiles>().CountAsync(default));
    }

    private static byte[] Book(params (string Name, string[][] Rows)[] sheets)
    {
        using var book = new ClosedXML.Excel.XLWorkbook();
        foreach (var (name, rows) in sheets)
        {
            var sheet = book.AddWorksheet(name);
            for (var row = 0; row < rows.Length; row++)
            {
                for (var column = 0; column < rows[row].Length; column++)
                {
                    sheet.Cell(row + 1, column + 1).SetValue(rows[row][column]);
                }
            }
        }
        using var bytes = new MemoryStream();
        book.SaveAs(bytes);
        return bytes.ToArray();
    }

    [Fact]
    public async Task A_complaint_is_scored_by_what_the_books_say_of_its_customer()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        var plain = await house.FormAsync("no network in Ikeja since morning", "08031234567");
        await house.ImportAsync("msisdn,email,plan,since,value,tier\n08031234567,ada@example.org,Biz 50,2015-01-01,21000,corporate\n08051234567,,Talk,,150,prepaid\n");
        var worth = await house.FormAsync("no network in Surulere since yesterday evening, the children cannot learn", "08031234567");
        var byMail = await house.FormAsync("your agent was rude to me on the phone and ended the call", email: "ADA@example.org");
        var little = await house.FormAsync("no network in Yaba since morning", "08051234567");

        Assert.DoesNotContain("customer value", plain.ScoreFactors, StringComparison.Ordinal);
        Assert.Contains("""{"name":"customer value","points":10,"why":"corporate, about ₦20,000 a month, with us for 11 years (profile)"}""", Plain(worth), StringComparison.Ordinal);
        Assert.Contains("customer value", byMail.ScoreFactors, StringComparison.Ordinal);
        Assert.DoesNotContain("customer value", little.ScoreFactors, StringComparison.Ordinal);
        Assert.Equal(["corporate", "corporate", "prepaid"], (await house.ReadAsync(db => db.Set<CustomerRow>().Select(c => c.Tier!).ToListAsync())).Order(StringComparer.Ordinal));
        var known = (await house.Get<IComplaints>().CustomersAsync([worth.CustomerId], default))[worth.CustomerId];
        Assert.Equal("Biz 50", (await house.Get<IProfiles>().OfAsync(known, default))?.Plan);
        Assert.Equal(3, await house.Get<IComplaints>().CountAsync(new ComplaintFilter { Tier = ["corporate"] }, default));
        Assert.Empty(await house.Raw.FaultsAsync());
    }

    [Fact]
    public async Task A_key_that_two_profiles_share_leads_to_neither()
    {
        await using var house = await CustomersHouse.OpenAsync(postgres);
        await house.ImportAsync("msisdn,email,value\n08031234567,home@example.org,90000\n08051234567,home@example.org,90000\n");
        var shared = await house.FormAsync("your agent was rude to me on the phone and ended the call", email: "home@example.org");
        var own = await house.FormAsync("no network in Ikeja since morning", "08031234567", "home@example.org");
        Assert.DoesNotContain("customer value", shared.ScoreFactors, StringComparison.Ordinal);
        Assert.Contains("customer value", own.ScoreFactors, StringComparison.Ordinal);
    }

    private static string Plain(ComplaintRow row) => System.Text.RegularExpressions.Regex.Unescape(row.ScoreFactors);
}

public sealed class ProfileImportOnSqliteTests() : ProfileImportTests(postgres: false);

public sealed class ProfileImportOnPostgresTests() : ProfileImportTests(postgres: true);

public sealed class ProfileValuesTests
{
    [Theory]
    [InlineData("₦12,500.00", 12500)]
    [InlineData("N12500", 12500)]
    [InlineData("12.5k", 12500)]
    [InlineData("NGN 12 500", 12500)]
    [InlineData("1,250,000", 1250000)]
    [InlineData("12,50", 12.5)]
    [InlineData("12.500,00", 12500)]
    [InlineData("1.250.000,50", 1250000.5)]
    [InlineData("12,500.00", 12500)]
    [InlineData("12500 naira", 12500)]
    [InlineData("0", 0)]
    public void Naira_are_read_as_people_write_them(string text, double naira) => Assert.Equal(naira, ProfileValues.Naira(text));

    [Theory]
    [InlineData("high")]
    [InlineData("-5")]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("NaN")]
    public void What_is_no_amount_is_none(string text) => Assert.Null(ProfileValues.Naira(text));

    [Theory]
    [InlineData("18", false, 18)]
    [InlineData("2", true, 24)]
    [InlineData("2y 3m", false, 27)]
    [InlineData("1.5 years", false, 18)]
    [InlineData("3 yrs, 1 month", false, 37)]
    [InlineData("1,5", true, 18)]
    [InlineData("1,5", false, 1.5)]
    public void A_tenure_is_read_in_months_and_years(string text, bool years, double months) => Assert.Equal(months, ProfileValues.Months(text, years));

    [Theory]
    [InlineData("long")]
    [InlineData("-3")]
    [InlineData("1.2.3")]
    [InlineData("9000")]
    [InlineData("5 parsecs")]
    [InlineData("18 24")]
    public void What_is_no_tenure_is_none(string text) => Assert.Null(ProfileValues.Months(text, years: false));

    [Theory]
    [InlineData("@Ada_Obi", "Ada_Obi")]
    [InlineData("https://x.com/ada_obi/", "ada_obi")]
    [InlineData("ada obi", null)]
    public void A_handle_is_read_with_or_without_what_stands_before_it(string text, string? handle) => Assert.Equal(handle, ProfileValues.Handle(text));
}
