using System.Security.Cryptography;
using System.Text;
using Beejan.Sandbox.Generator;
using Xunit;

namespace Beejan.Tests.Sandbox;

public sealed class GeneratorTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var first = Fingerprint(new SandboxGenerator(5));

        Assert.Equal(first, Fingerprint(new SandboxGenerator(5)));
        Assert.NotEqual(first, Fingerprint(new SandboxGenerator(6)));

        static string Fingerprint(SandboxGenerator generator)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var delivery in generator.Deliveries(From, From.AddDays(2), 800))
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{delivery.FileName}{delivery.ContentType}{delivery.At:O}"));
                hash.AppendData(delivery.Content);
            }
            return Convert.ToHexString(hash.GetHashAndReset());
        }
    }

    [Fact]
    public void A_window_holds_about_as_many_complaints_as_asked_and_each_channel_its_share()
    {
        var deliveries = new SandboxGenerator(1).Deliveries(From, From.AddDays(28), 1000).ToList();
        var fresh = deliveries.Sum(d => d.Rows - d.Repeats);
        var phone = deliveries.Where(d => d.Source.Value == SandboxSources.CallCenter).Sum(d => d.Rows - d.Repeats);
        var sms = deliveries.Where(d => d.Source.Value == SandboxSources.Sms).Sum(d => d.Rows - d.Repeats);

        Assert.InRange(fresh, 27_000, 30_500);
        Assert.InRange(phone / (double)fresh, 0.28, 0.34);
        Assert.InRange(sms / (double)fresh, 0.13, 0.18);
    }

    [Fact]
    public void Dirt_is_planted_and_counted()
    {
        var deliveries = new SandboxGenerator(1).Deliveries(From, From.AddDays(28), 1000).ToList();
        var rows = (double)deliveries.Sum(d => d.Rows);

        Assert.InRange(deliveries.Sum(d => d.Broken) / rows, 0.003, 0.008);
        Assert.InRange(deliveries.Sum(d => d.Repeats) / rows, 0.004, 0.02);
        Assert.Contains(deliveries, d => d.Repeats == d.Rows && d.Rows > 1);
    }

    [Fact]
    public void Every_sub_category_has_texts_of_customers_and_of_agents_and_turns_up_in_every_channel()
    {
        var reporter = new Reporter(1, new Places());
        var keys = DataFile.Rows("mix.txt").Select(row => row[0]).ToHashSet();
        for (var source = 0; source < SandboxSources.All.Length; source++)
        {
            var seen = Enumerable.Range(0, 8000).Select(n => reporter.Make(source, From, TimeSpan.FromHours(1), n, null).Subcategory).ToHashSet();
            Assert.Equal(keys.Order(), seen.Order());
        }
        foreach (var key in keys)
        {
            var dice = new Dice(1);
            Assert.Equal(Register.Note, new Texts().Draw(ref dice, "en", key, Register.Note).Register);
            Assert.Equal(Register.Chat, new Texts().Draw(ref dice, "en", key, Register.Chat).Register);
        }
    }

    [Fact]
    public void Languages_come_in_their_shares()
    {
        var reporter = new Reporter(1, new Places());
        var languages = Enumerable.Range(0, 20_000)
            .Select(n => reporter.Make(new Dice(2, n).Weighted(SandboxSources.Shares), From, TimeSpan.FromHours(1), n, null).Language)
            .CountBy(language => language).ToDictionary(pair => pair.Key, pair => pair.Value / 20_000.0);

        Assert.InRange(languages["en"], 0.50, 0.60);
        Assert.InRange(languages["pcm"], 0.23, 0.33);
        Assert.All(new[] { "yo", "ha", "ig" }, language => Assert.InRange(languages[language], 0.015, 0.12));
    }

    [Fact]
    public void No_slot_is_left_open_in_any_text()
    {
        var reporter = new Reporter(3, new Places());
        for (var n = 0; n < 20_000; n++)
        {
            var text = reporter.Make(n % 4, From, TimeSpan.FromHours(1), n, null).Text;
            Assert.DoesNotContain('{', text);
            Assert.False(string.IsNullOrWhiteSpace(text));
        }
    }

    [Fact]
    public void An_outage_makes_one_town_complain_about_its_network()
    {
        var places = new Places();
        var outage = Enumerable.Range(0, 60).Select(day => new SiteOutages(1, places).On(DateOnly.FromDateTime(From.UtcDateTime).AddDays(day))).OfType<SiteOutage>().ToList();
        Assert.InRange(outage.Count, 6, 28);

        var reports = Enumerable.Range(0, 300).Select(n => new Reporter(1, places).Make(2, From, TimeSpan.FromHours(1), n, outage[0])).ToList();
        Assert.All(reports, report => Assert.Equal(places.All[outage[0].State], report.Customer.State));
        Assert.True(reports.Count(r => r.Subcategory is "NET-OUT" or "NET-MOC" or "DAT-NOS" or "NET-SIG" or "NET-MTC") > 250);
    }

    [Fact]
    public void Customers_come_back_and_their_numbers_are_their_own()
    {
        var customers = new Beejan.Sandbox.Generator.Customers(1, new Places());
        var dice = new Dice(9);
        var drawn = Enumerable.Range(0, 20_000).Select(_ => customers.Draw(ref dice)).ToList();

        Assert.InRange(drawn.DistinctBy(c => c.Index).Count(), 12_000, 19_500);
        Assert.Equal(drawn.DistinctBy(c => c.Index).Count(), drawn.DistinctBy(c => c.Msisdn).Count());
        Assert.All(drawn, c => Assert.Matches("^0[789][01][0-9]00[0-9]{5}$", c.Msisdn));
    }

    [Fact]
    public void A_live_day_follows_the_hours_and_has_the_mean_that_was_asked()
    {
        var generator = new SandboxGenerator(1);
        var perHour = Enumerable.Range(0, 24).Select(hour => Enumerable.Range(0, 60)
            .Sum(minute => generator.Minute(From.AddHours(hour).AddMinutes(minute), 6).Sum(d => d.Rows))).ToList();

        Assert.InRange(perHour.Sum() / 1440.0, 5, 8.5);
        // Quiet at 3 in the morning in Lagos (02 UTC), busy at 19 (18 UTC).
        Assert.True(perHour[2] * 4 < perHour[18]);
        Assert.Equal(
            generator.Minute(From, 60).Select(d => Convert.ToHexString(SHA256.HashData(d.Content))),
            new SandboxGenerator(1).Minute(From, 60).Select(d => Convert.ToHexString(SHA256.HashData(d.Content))));
    }
}
