using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Beejan.Tests.Journeys;

/// <summary>The real program as a process of its own, on a data directory of the test's. Can be killed as <c>kill -9</c> does.</summary>
internal sealed class ConsoleProcess : IDisposable
{
    public const string ApiKey = "journey-key-0123456789abcdef-0123456789";
    private static readonly string Dll = Path.Combine(AppContext.BaseDirectory, "Beejan.Console.dll");
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private ConsoleProcess(Process process)
    {
        _process = process;
        // Read from the start: a process whose pipe is full stands still.
        (_output, _errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>The repository's top: appsettings and wwwroot stand there.</summary>
    public static string Top { get; } = FindTop();

    public static ConsoleProcess Start(string dataDirectory, params string[] arguments) => Start(dataDirectory, [], arguments);

    public static ConsoleProcess Start(string dataDirectory, IReadOnlyList<(string Name, string Value)> environment, params string[] arguments) =>
        StartIn(Top, dataDirectory, environment, arguments);

    /// <summary>The same from another working directory than the repository's top.</summary>
    public static ConsoleProcess StartIn(string folder, string dataDirectory, IReadOnlyList<(string Name, string Value)> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Dll, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
            Environment =
            {
                ["Beejan__Storage__DataDirectory"] = dataDirectory,
                ["Beejan__Access__BootstrapApiKey"] = ApiKey,
                ["Beejan__Access__BootstrapAdmin__Email"] = ConsoleHost.Admin,
                ["Beejan__Access__BootstrapAdmin__Password"] = ConsoleHost.Password,
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["DOTNET_TieredPGO"] = "0",
            },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        return new ConsoleProcess(Process.Start(start)!);
    }

    /// <summary>Runs a verb to its end; returns exit code, stdout and stderr.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunAsync(string dataDirectory, params string[] arguments) => RunAsync(dataDirectory, [], arguments);

    /// <summary>The same with further settings.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string dataDirectory, IReadOnlyList<(string Name, string Value)> environment, params string[] arguments)
    {
        using var console = Start(dataDirectory, environment, arguments);
        return await console.EndAsync();
    }

    /// <summary>Runs a verb with <c>--json</c> and reads its answer.</summary>
    public static Task<JsonElement> AnswerAsync(string dataDirectory, params string[] arguments) => AnswerAsync(dataDirectory, [], arguments);

    /// <summary>The same with further settings.</summary>
    public static async Task<JsonElement> AnswerAsync(string dataDirectory, IReadOnlyList<(string Name, string Value)> environment, params string[] arguments)
    {
        var (_, output, errors) = await RunAsync(dataDirectory, environment, [.. arguments, "--json"]);
        try
        {
            return JsonDocument.Parse(output).RootElement;
        }
        catch (JsonException)
        {
            throw new InvalidOperationException($"'{string.Join(' ', arguments)}' answered no JSON: {output} {errors}");
        }
    }

    /// <summary>Serves on that port; returns once it answers.</summary>
    public static Task<ConsoleProcess> ServeAsync(string dataDirectory, int port, params (string Name, string Value)[] environment) =>
        ServeInAsync(Top, dataDirectory, port, environment);

    /// <summary>The same from another working directory than the repository's top.</summary>
    public static async Task<ConsoleProcess> ServeInAsync(string folder, string dataDirectory, int port, params (string Name, string Value)[] environment)
    {
        var console = StartIn(folder, dataDirectory, environment, "serve", "--urls", $"http://127.0.0.1:{port}");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        while (true)
        {
            if (console._process.HasExited)
            {
                throw new InvalidOperationException($"the console ended with {console._process.ExitCode}: {await console._errors}");
            }
            try
            {
                using var alive = await http.GetAsync(new Uri("/alive", UriKind.Relative));
                if (alive.StatusCode == HttpStatusCode.OK)
                {
                    return console;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100);
        }
    }

    /// <summary>Waits for its end; the exit code, 128 and more when a signal ended it.</summary>
    public async Task<int> ExitAsync() => (await EndAsync()).ExitCode;

    /// <summary>Waits for its end; exit code, stdout and stderr.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _output, await _errors);
    }

    /// <summary>SIGTERM, as <c>systemctl stop</c> and <c>docker stop</c> send it: asks it to end.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>SIGKILL: nothing of it runs on.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }
        _process.Dispose();
    }

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Beejan.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Beejan.sln was not found above the tests");
        }
        return folder.FullName;
    }
}
