using Beejan.Storage;
using Beejan.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Operations;

/// <summary>The real program with its real scheduler, and a clock on the wall that somebody sets.</summary>
public sealed class ClockSetBackTests
{
    [Fact]
    public async Task Works_go_on_when_the_clock_is_set_back_by_a_day_and_do_not_wait_until_it_has_caught_up()
    {
        var clock = new MovableClock();
        await using var host = new ConsoleHost { With = services => services.AddSingleton<TimeProvider>(clock) };
        using var api = host.Api();
        var box = host.Services.GetRequiredService<DataDirectory>().Folder("inbox", "web-form");
        var first = await DropAsync(box, "before");
        await Until.TrueAsync(() => Task.FromResult(!File.Exists(first)));

        clock.Ahead = -TimeSpan.FromDays(1);

        var second = await DropAsync(box, "after");
        await Until.TrueAsync(() => Task.FromResult(!File.Exists(second)));
    }

    private static async Task<string> DropAsync(string box, string key)
    {
        var path = Path.Combine(box, key + ".ndjson");
        await File.WriteAllTextAsync(path, $$"""{"submissionId":"{{key}}","phone":"08031234567","text":"No network in Ikeja, {{key}}"}""" + "\n");
        return path;
    }
}
