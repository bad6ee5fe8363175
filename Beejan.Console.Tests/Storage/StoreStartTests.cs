using System.Collections.Concurrent;
using Beejan.Storage;
using Beejan.Tests.Intake;
using Beejan.Tests.Journeys;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Xunit;

namespace Beejan.Tests.Storage;

/// <summary>Starting on a data directory that takes no writes, or that others use: it ends with a line that names cause and cure, or waits its turn.</summary>
public sealed class StoreStartTests
{
    [SmallDiskFact]
    public async Task A_first_start_on_a_full_disk_says_so()
    {
        using var disk = new SmallDisk();
        disk.Fill();
        foreach (var verb in new[] { "serve", "process" })
        {
            await ExpectAsync(disk.Path, verb, "make room");
        }
    }

    [SmallDiskFact]
    public async Task A_store_on_a_full_disk_is_left_as_it_is_and_works_when_there_is_room_again()
    {
        using var disk = new SmallDisk();
        var file = Path.Combine(disk.Path, "calls.csv");
        await File.WriteAllTextAsync(file, "call_id,caller_msisdn,notes\nFD1,08031234567,No network in my street since morning\n");
        Assert.Equal(1, (await ConsoleProcess.AnswerAsync(disk.Path, "ingest", "call-center", file)).GetProperty("curated").GetInt64());
        disk.Fill();
        foreach (var verb in new[] { "serve", "process", "verify" })
        {
            await ExpectAsync(disk.Path, verb, "make room");
        }
        disk.MakeRoom();
        Assert.True((await ConsoleProcess.AnswerAsync(disk.Path, "verify")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Who_comes_second_waits_and_enters_when_the_first_has_left()
    {
        var folder = Directory.CreateTempSubdirectory("beejan-alone-");
        using var first = Of(folder);
        using var second = Of(folder);
        Task<IDisposable> waiting;
        using (await first.EnterAloneAsync("healing", default))
        {
            waiting = second.EnterAloneAsync("healing", default);
            using var soon = new CancellationTokenSource();
            var third = second.EnterAloneAsync("healing", soon.Token);
            await soon.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
            Assert.False(waiting.IsCompleted);
        }
        (await waiting).Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_no_lock_of_somebody_else_is_not_waited_for()
    {
        var folder = Directory.CreateTempSubdirectory("beejan-alone-");
        using var data = Of(folder);
        // No file can be made in a folder that is gone: an I/O error, and nobody holds anything.
        folder.Delete(recursive: true);
        await Assert.ThrowsAnyAsync<IOException>(() => data.EnterAloneAsync("healing", default));
        Assert.ThrowsAny<IOException>(() => data.TryHoldAlone());
    }

    [Fact]
    public async Task A_directory_that_a_restore_has_for_itself_says_so()
    {
        var folder = Directory.CreateTempSubdirectory("beejan-alone-");
        using (var restore = Of(folder))
        {
            Assert.True(restore.TryHoldAlone());
            await ExpectAsync(folder.FullName, "process", "Another process has", "start again when it is done");
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Two_consoles_and_a_verb_on_one_directory_lose_nothing_and_the_second_names_the_first()
    {
        var folder = Directory.CreateTempSubdirectory("beejan-two-");
        var acknowledged = new ConcurrentDictionary<string, bool>();
        var (one, two) = (FreePort.Next(), FreePort.Next());
        using var first = await ConsoleProcess.ServeAsync(folder.FullName, one);
        using var second = await ConsoleProcess.ServeAsync(folder.FullName, two);
        var file = Path.Combine(folder.FullName, "calls.csv");
        await File.WriteAllTextAsync(file, "call_id,caller_msisdn,notes\nTW1,08031234567,No network in my street since morning\nTW2,08031234568,My data is gone\n");
        var clients = new[] { one, two }.Select(port => Poster.PostAsync(port, $"two-{port}", acknowledged, default, most: 40));
        var ingest = ConsoleProcess.AnswerAsync(folder.FullName, "ingest", "call-center", file);
        await Task.WhenAll([.. clients, ingest]);

        second.Terminate();
        var (exit, output, errors) = await second.EndAsync();
        Assert.True(exit == 0, output + errors);
        Assert.Contains($"Another console (process {first.Id} on ", output, StringComparison.Ordinal);
        first.Terminate();
        Assert.Equal(0, (await first.EndAsync()).ExitCode);
        Assert.Equal(2, (await ingest).GetProperty("landed").GetInt64());
        await ConsoleProcess.AnswerAsync(folder.FullName, "process");
        var landed = Journeys.Database.Read(folder.FullName, "SELECT key FROM ledger").Select(k => k.ToString()!).ToList();
        Assert.Empty(acknowledged.Keys.Except(landed));
        Assert.Equal(landed.Count, landed.Distinct().Count());
        Assert.Equal(landed.Count, Journeys.Database.Count(folder.FullName, "SELECT COUNT(*) FROM complaints"));
        Assert.True((await ConsoleProcess.AnswerAsync(folder.FullName, "verify")).GetProperty("ok").GetBoolean());
        folder.Delete(recursive: true);
    }

    private static DataDirectory Of(DirectoryInfo folder) =>
        new(Options.Create(new StorageOptions { DataDirectory = folder.FullName }), new HostingEnvironment { ContentRootPath = folder.FullName });

    private static async Task ExpectAsync(string data, string verb, params string[] words)
    {
        string[] arguments = verb == "serve" ? [verb, "--urls", $"http://127.0.0.1:{FreePort.Next()}"] : [verb];
        // The limit is for a program that waits for ever, which is what this is about.
        var (exit, output, errors) = await ConsoleProcess.RunAsync(data, arguments).WaitAsync(TimeSpan.FromMinutes(3));
        Assert.True(exit is 2 or 3, $"{verb} ended with {exit}: {output} {errors}");
        Assert.All(words, w => Assert.Contains(w, errors, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }
}
