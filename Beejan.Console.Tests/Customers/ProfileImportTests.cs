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
    public void A_tenure_is_read_in_months_and_years(string text, bool years, double months) => Assert.Equal(months, ProfileValues.Months(text, years));

    [Theory]
    [InlineData("long")]
    [InlineData("-3")]
    [InlineData("1.2.3")]
    [InlineData("9000")]
    [InlineData("5 parsecs")]
    public void What_is_no_tenure_is_none(string text) => Assert.Null(ProfileValues.Months(text, years: false));

    [Theory]
    [InlineData("@Ada_Obi", "Ada_Obi")]
    [InlineData("https://x.com/ada_obi/", "ada_obi")]
    [InlineData("ada obi", null)]
    public void A_handle_is_read_with_or_without_what_stands_before_it(string text, string? handle) => Assert.Equal(handle, ProfileValues.Handle(text));
}
