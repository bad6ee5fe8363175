using Xunit;

namespace Beejan.Tests.Journeys;

/// <summary>The program called from a folder that has neither its settings nor its files, and on machines that lack what others have.</summary>
public sealed class AnywhereTests
{
    [Fact]
    public async Task A_console_that_is_started_elsewhere_has_its_styles_and_logs_no_requests()
    {
        var elsewhere = Directory.CreateTempSubdirectory("beejan-elsewhere-");
        var port = FreePort.Next();
        using (var console = await ConsoleProcess.ServeInAsync(elsewhere.FullName, elsewhere.FullName, port))
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            var page = await http.GetStringAsync(new Uri("/complain", UriKind.Relative));
            var style = page.Split('"').Single(word => word.StartsWith("app.css?v=", StringComparison.Ordinal));
            Assert.Contains("--", await http.GetStringAsync(new Uri("/" + style, UriKind.Relative)), StringComparison.Ordinal);
            console.Terminate();
            var (code, output, _) = await console.EndAsync();
            Assert.Equal(0, code);
            Assert.DoesNotContain("Request starting", output, StringComparison.Ordinal);
            Assert.DoesNotContain("Executed DbCommand", output, StringComparison.Ordinal);
        }
        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public async Task A_console_starts_without_a_database_of_time_zones()
    {
        var data = Directory.CreateTempSubdirectory("beejan-elsewhere-");
        using (var console = await ConsoleProcess.ServeAsync(data.FullName, FreePort.Next(), ("TZDIR", data.FullName)))
        {
            console.Terminate();
            Assert.Equal(0, await console.ExitAsync());
        }
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_a_SQLite_of_the_system_the_whole_way_goes_on_the_one_that_comes_along()
    {
        var data = Directory.CreateTempSubdirectory("beejan-elsewhere-");
        // A library that cannot be loaded is as good as none.
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "libsqlite3.so.0"), "no library");
        (string, string)[] environment = [("LD_LIBRARY_PATH", data.FullName)];
        var filled = await ConsoleProcess.AnswerAsync(data.FullName, environment, "sandbox", "--days", "1", "--per-day", "60", "--seed", "5");
        Assert.InRange(filled.GetProperty("curated").GetInt64(), 30, 90);
        var report = Path.Combine(data.FullName, "report.xlsx");
        var (code, _, errors) = await ConsoleProcess.RunAsync(data.FullName, environment, "export", "complaints", "--format", "xlsx", "--out", report);
        Assert.True(code == 0, errors);
        Assert.True((await ConsoleProcess.AnswerAsync(data.FullName, environment, "verify")).GetProperty("ok").GetBoolean());
        using (var console = await ConsoleProcess.ServeAsync(data.FullName, FreePort.Next(), environment))
        {
            Assert.DoesNotContain("libsqlite3", await File.ReadAllTextAsync($"/proc/{console.Id}/maps"), StringComparison.Ordinal);
            console.Terminate();
            Assert.Equal(0, await console.ExitAsync());
        }
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task What_the_folder_it_is_started_in_says_comes_first()
    {
        var elsewhere = Directory.CreateTempSubdirectory("beejan-elsewhere-");
        await File.WriteAllTextAsync(Path.Combine(elsewhere.FullName, "appsettings.json"), """{ "Beejan": { "Storage": { "BusyTimeoutSeconds": 0 } } }""");
        using var console = ConsoleProcess.StartIn(elsewhere.FullName, elsewhere.FullName, [], "process");
        var (code, _, errors) = await console.EndAsync();
        Assert.Equal(2, code);
        Assert.Contains("Beejan:Storage:BusyTimeoutSeconds must be between 1 and 600", errors, StringComparison.Ordinal);
        elsewhere.Delete(recursive: true);
    }
}
