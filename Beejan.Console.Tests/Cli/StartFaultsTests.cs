using System.Diagnostics;
using Xunit;

namespace Beejan.Tests.Cli;

/// <summary>Through the real program: a wrong value is one line that names its key, exit code 2, and no stack trace.</summary>
public sealed class StartFaultsTests
{
    [Theory]
    [InlineData("serve", "Beejan__Access__BootstrapApiKey", "short", "Beejan:Access:BootstrapApiKey must have at least 16 characters")]
    [InlineData("serve", "Beejan__Storage__Provider", "Oracle", "Beejan:Storage:Provider must be one of Sqlite, PostgreSql, not 'Oracle'")]
    [InlineData("serve", "Beejan__Access__Proxies__0", "10.0.0.300", "Beejan:Access:Proxies:0 must be an address (10.0.0.5) or a network (10.0.0.0/8), not '10.0.0.300'")]
    [InlineData("process", "Beejan__Storage__BusyTimeoutSeconds", "soon", "Beejan:Storage:BusyTimeoutSeconds must be a whole number, not 'soon'")]
    [InlineData("process", "Beejan__Storage__Provider", "PostgreSql", "Beejan:Storage:ConnectionString is required when Provider is PostgreSql")]
    public async Task A_wrong_value_stops_the_start_with_a_line_that_names_its_key(string verb, string name, string value, string line)
    {
        var (code, errors) = await RunAsync(verb, (name, value));
        Assert.Equal(2, code);
        Assert.Contains(line, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--url=http://127.0.0.1:1", "serve: '--url=http://127.0.0.1:1' is no option; options are --urls,")]
    [InlineData("--urls", "serve: --urls lacks its value")]
    [InlineData("verify", "verify: there is no store in ")]
    public async Task What_would_start_another_console_or_tell_of_an_empty_store_is_refused(string word, string line)
    {
        var (code, errors) = await RunAsync(word);
        Assert.Equal(2, code);
        Assert.StartsWith(line, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_told_and_nothing_is_started()
    {
        var (code, told) = await RunAsync("--version");
        Assert.Equal((0, Beejan.Cli.ServeArguments.Version), (code, told.Trim()));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("process")]
    public async Task A_data_directory_that_takes_no_files_is_told_by_its_key(string verb)
    {
        // Below a file no folder can be made, not even by root.
        var (code, errors) = await RunAsync(verb, ("Beejan__Storage__DataDirectory", Path.Combine(Path.Combine(AppContext.BaseDirectory, "Beejan.Console.dll"), "data")));
        Assert.Equal(2, code);
        Assert.StartsWith("Beejan:Storage:DataDirectory takes no files (", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_are_told_at_once_and_a_weak_password_is_one()
    {
        var (code, errors) = await RunAsync("serve", ("Beejan__Access__BootstrapAdmin__Email", "boss@beejan.test"), ("Beejan__Access__BootstrapAdmin__Password", "admin"),
            ("Beejan__Storage__BusyTimeoutSeconds", "0"));
        Assert.Equal(2, code);
        Assert.Contains("Beejan:Access:BootstrapAdmin:Password is too weak", errors, StringComparison.Ordinal);
        Assert.Contains("Beejan:Storage:BusyTimeoutSeconds must be between 1 and 600", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Password': ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve", "garbage", 3, "is no database, or a damaged one")]
    [InlineData("process", "garbage", 3, "is no database, or a damaged one")]
    [InlineData("serve", "cut", 3, "is damaged")]
    [InlineData("serve", "newer", 3, "is of a newer version than this program")]
    [InlineData("process", "newer", 3, "is of a newer version than this program")]
    public async Task A_database_that_cannot_be_used_is_left_as_it_is_and_told_with_a_cure(string verb, string state, int code, string words)
    {
        var data = Directory.CreateTempSubdirectory("beejan-faults-");
        var database = Path.Combine(data.FullName, "beejan.db");
        (string, string) setting = ("Beejan__Storage__DataDirectory", data.FullName);
        if (state != "garbage")
        {
            Assert.Equal(0, (await RunAsync("process", setting)).Code);
        }
        switch (state)
        {
            case "garbage":
                await File.WriteAllBytesAsync(database, [.. Enumerable.Range(0, 40_000).Select(i => (byte)(i * 31))]);
                break;
            case "cut":
                using (var cut = new FileStream(database, FileMode.Open))
                {
                    cut.SetLength(40_000);
                }
                break;
            default:
                Beejan.Storage.SqliteShim.Prefer();
                using (var newer = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={database};Pooling=False"))
                {
                    newer.Open();
                    using var command = newer.CreateCommand();
                    command.CommandText = "INSERT INTO \"__EFMigrationsHistory\" VALUES ('99990101000000_Later', '99.0')";
                    command.ExecuteNonQuery();
                }
                break;
        }
        var before = await File.ReadAllBytesAsync(database);

        var (exit, errors) = await RunAsync(verb, setting);

        Assert.Equal(code, exit);
        Assert.Contains(words, errors, StringComparison.Ordinal);
        Assert.Contains("restore PATH", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(database));
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("process")]
    public async Task A_database_server_that_does_not_answer_is_named_with_its_key(string verb)
    {
        var port = FreePort.Next();
        var (code, errors) = await RunAsync(verb, ("Beejan__Storage__Provider", "PostgreSql"), ("Beejan__Storage__ConnectionString", $"Host=127.0.0.1;Port={port};Username=beejan;Password=hidden-one"));
        Assert.Equal(3, code);
        Assert.Contains($"The PostgreSQL server 127.0.0.1:{port} does not answer: start it, or look at Host and Port in Beejan:Storage:ConnectionString", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-one", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Username=beejan")]
    [InlineData("Host=db;Port=many")]
    public async Task A_connection_string_that_says_nothing_is_told_by_its_key(string text)
    {
        var (code, errors) = await RunAsync("process", ("Beejan__Storage__Provider", "PostgreSql"), ("Beejan__Storage__ConnectionString", text));
        Assert.Equal(2, code);
        Assert.StartsWith("Beejan:Storage:ConnectionString cannot be read (", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "urls: 'nonsense' is no address")]
    [InlineData("http://203.0.113.7:5999", "urls: the program cannot listen there")]
    public async Task An_address_that_cannot_be_listened_on_is_told_by_its_key(string address, string words)
    {
        var (code, errors) = await RunAsync("serve", ("ASPNETCORE_URLS", address));
        Assert.Equal(2, code);
        Assert.Contains(words, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_are_no_JSON_are_told_by_file_and_line()
    {
        var place = Directory.CreateTempSubdirectory("beejan-settings-");
        await File.WriteAllTextAsync(Path.Combine(place.FullName, "appsettings.json"), "{\n  \"Beejan\": {\n    \"Storage\": ,\n");
        var (code, errors) = await RunAsync("serve", place.FullName);
        Assert.Equal(2, code);
        Assert.Contains("appsettings.json", errors, StringComparison.Ordinal);
        Assert.Contains("LineNumber: 2", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        place.Delete(recursive: true);
    }

    private static Task<(int Code, string Errors)> RunAsync(string verb, params (string Name, string Value)[] settings) => RunAsync(verb, ConsoleHost.Root, settings);

    private static async Task<(int Code, string Errors)> RunAsync(string verb, string place, params (string Name, string Value)[] settings)
    {
        var data = Directory.CreateTempSubdirectory("beejan-faults-");
        try
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Beejan.Console.dll"), verb])
            {
                WorkingDirectory = place, RedirectStandardError = true, RedirectStandardOutput = true,
                Environment = { ["Beejan__Storage__DataDirectory"] = data.FullName, ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_ENVIRONMENT"] = "Production" },
            };
            foreach (var (name, value) in settings)
            {
                start.Environment[name] = value;
            }
            using var program = Process.Start(start)!;
            var output = program.StandardOutput.ReadToEndAsync();
            var errors = await program.StandardError.ReadToEndAsync();
            await program.WaitForExitAsync();
            // A program that serves logs on stdout; the operator sees both.
            return (program.ExitCode, errors + await output);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
