using Beejan.Sandbox.Feed;
using Beejan.Sandbox.Generator;
using Beejan.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Sandbox;

public sealed class WireTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_real_sources_read_every_delivery_and_refuse_exactly_the_planted_rows()
    {
        var deliveries = new SandboxGenerator(1).Deliveries(From, From.AddDays(4), 1500).ToList();
        await AssertReadAsync(deliveries);
        Assert.True(deliveries.Sum(d => d.Broken) > 10);
    }

    [Fact]
    public async Task The_real_sources_read_live_requests_as_well()
    {
        var generator = new SandboxGenerator(2);
        await AssertReadAsync([.. Enumerable.Range(0, 240).SelectMany(minute => generator.Minute(From.AddHours(15).AddMinutes(minute), 12))]);
    }

    [Fact]
    public void Most_cases_are_settled_within_their_clock_and_the_rest_within_two_days_after()
    {
        var due = From.AddHours(24);
        var settled = Enumerable.Range(1, 4000).Select(id => CaseWorkers.SettledAt(1, id, id % 2 == 0 ? "NET-OUT" : "BIL-OVR", From, due)).ToList();

        Assert.InRange(settled.Count(at => at <= due) / 4000.0, 0.74, 0.96);
        Assert.All(settled, at => Assert.InRange(at, From, due.AddDays(2)));
    }

    [Fact]
    public void Cases_with_a_week_to_go_are_missed_more_rarely_and_most_are_settled_on_the_first_day()
    {
        var due = From.AddDays(7);
        var settled = Enumerable.Range(1, 4000).Select(id => CaseWorkers.SettledAt(1, id, "CS-GEN", From, due)).ToList();

        Assert.InRange(settled.Count(at => at <= due) / 4000.0, 0.955, 0.999);
        Assert.InRange(settled.Count(at => at <= From.AddDays(1)) / 4000.0, 0.7, 0.95);
    }

    [Fact]
    public void History_writes_no_row_whose_time_would_become_the_hour_of_the_fill()
    {
        var lost = new SandboxGenerator(1).Deliveries(From, From.AddDays(20), 2000)
            .Select(d => System.Text.Encoding.UTF8.GetString(d.Content))
            .Count(text => text.Contains("31/31/2026", StringComparison.Ordinal) || text.Contains("0000-00-00", StringComparison.Ordinal) || text.Contains("\"yesterday\"", StringComparison.Ordinal));

        Assert.Equal(0, lost);
    }

    private static async Task AssertReadAsync(IReadOnlyList<SandboxDelivery> deliveries)
    {
        var sources = Sources();
        foreach (var delivery in deliveries)
        {
            var source = sources.Single(s => s.Id == delivery.Source);
            using var content = new MemoryStream(delivery.Content);
            var (rows, refused) = (0, 0);
            await foreach (var record in source.SplitAsync(new Delivery(delivery.FileName, delivery.ContentType, content, delivery.At), CancellationToken.None))
            {
                rows++;
                switch (source.Parse(rows, rows, record))
                {
                    case Parsed.Ok ok:
                        Assert.False(string.IsNullOrWhiteSpace(ok.Draft.Given.Text));
                        Assert.True(ok.Draft.Given.Phone is not null || ok.Draft.Given.Handle is not null, delivery.FileName);
                        break;
                    case Parsed.Unreadable:
                        refused++;
                        break;
                    default:
                        Assert.Fail($"{delivery.FileName}: ignored");
                        break;
                }
            }
            Assert.True(delivery.Rows == rows && delivery.Broken == refused, $"{delivery.FileName}: {rows} of {delivery.Rows} rows, {refused} of {delivery.Broken} refused");
        }
    }

    private static List<ISource> Sources()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddSources();
        return [.. builder.Services.BuildServiceProvider().GetServices<ISource>()];
    }
}
