using System.Net.Http.Json;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Signals;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Serving.Api;

/// <summary>What a wallboard sees: it connects once and is told.</summary>
public sealed class LiveHubTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task A_posted_complaint_is_pushed_masked_and_the_trend_with_it()
    {
        using var api = host.Api();
        using var wallboard = await LiveClient.ConnectAsync(host);

        await api.PostAsJsonAsync("/api/v1/intake/web-form", new { submissionId = "live-1", phone = "08031234567", state = "Osun", message = "No network in Osogbo, call me on 08031234567" });

        var newest = await wallboard.NextAsync("complaint", list => list.EnumerateArray().Any(c => c.GetProperty("state").GetString() == "Osun"));
        var shown = newest.EnumerateArray().Single(c => c.GetProperty("state").GetString() == "Osun");
        Assert.StartsWith("BJN-", shown.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", shown.GetRawText(), StringComparison.Ordinal);
        var trend = await wallboard.NextAsync("trend", _ => true);
        Assert.Equal(1, trend.GetProperty("open").GetInt64());
    }

    [Fact]
    public async Task What_stands_below_another_processs_numbers_is_pushed_too()
    {
        await using var house = new ConsoleHost();
        using var api = house.Api();
        using var wallboard = await LiveClient.ConnectAsync(house);
        await PostAsync("block-1", "Kogi");
        await wallboard.NextAsync("complaint", list => list.EnumerateArray().Any(c => c.GetProperty("state").GetString() == "Kogi"));
        // Another process counts in a block of its own, and has written one.
        await house.Services.GetRequiredService<IDatabase>().WriteAsync(async (db, ct) =>
        {
            var row = await db.Set<ComplaintRow>().AsNoTracking().FirstAsync(c => c.State == "Kogi", ct);
            (row.Id, row.RawId, row.State) = (1_000_000, 1_000_000, "Benue");
            db.Add(row);
            return await db.SaveChangesAsync(ct);
        }, default);
        house.Services.GetRequiredService<IChangeFeed>().Publish(Topic.Complaints);
        await wallboard.NextAsync("complaint", list => list.EnumerateArray().Any(c => c.GetProperty("state").GetString() == "Benue"));

        await PostAsync("block-2", "Plateau");
        await wallboard.NextAsync("complaint", list => list.EnumerateArray().Any(c => c.GetProperty("state").GetString() == "Plateau"));

        Task PostAsync(string id, string state) => api.PostAsJsonAsync("/api/v1/intake/web-form", new { submissionId = id, phone = "08031234568", state, message = $"No network in {state} since morning" });
    }

    [Fact]
    public async Task A_finished_report_is_pushed_with_the_address_of_its_file()
    {
        using var api = host.Api();
        using var wallboard = await LiveClient.ConnectAsync(host);

        var asked = await api.PostAsJsonAsync("/api/v1/reports/sla/runs", new { from = "2026-11-01", to = "2026-11-20" });
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();

        var export = await wallboard.NextAsync("export", run => run.GetProperty("id").GetString() == id);
        Assert.Equal(("sla", "done"), (export.GetProperty("report").GetString(), export.GetProperty("state").GetString()));
        var file = await api.GetByteArrayAsync(new Uri(export.GetProperty("file").GetString()!, UriKind.Relative));
        Assert.Equal(export.GetProperty("bytes").GetInt64(), file.Length);
    }
}
