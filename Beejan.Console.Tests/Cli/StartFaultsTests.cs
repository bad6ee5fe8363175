using System.Diagnostics;
using Xunit;

namespace Beejan.Tests.Cli;

/// <summary>Through the real program: a wrong value is one line that names its key, exit code 2, and no stack trace.</summary>
public sealed class StartFaultsTests
{
    [Theory]
    [InlineData("serve", "Beejan__Access__BootstrapApiKey", "short", "Beejan:Access:BootstrapApiKey must have at least 16 characters")]
    [InlineData("serve", "Beejan__Storage__Provider", "Oracle", "Beejan:Storage:Provider must be one of Sqlite, PostgreSql, not 'Oracle'")]
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

    private static async Task<(int Code, string Errors)> RunAsync(string verb, params (string Name, string Value)[] settings)
    {
        var data = Directory.CreateTempSubdirectory("beejan-faults-");
        try
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Beejan.Console.dll"), verb])
            {
                WorkingDirectory = ConsoleHost.Root, RedirectStandardError = true, RedirectStandardOutput = true,
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
            await output;
            return (program.ExitCode, errors);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
