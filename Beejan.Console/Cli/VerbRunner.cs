using System.Globalization;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.Extensions.Options;

namespace Beejan.Cli;

/// <summary>
/// Runs one verb and returns the exit code: 0 done, 1 done but some input was set aside, 2 wrong call or bad configuration, 3 the work failed.
/// </summary>
internal sealed class VerbRunner(TextWriter output, TextWriter errors, Func<CancellationToken, Task> prepare)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private const string Serving = "serve [--urls ADDRESS]       the console, its API and its jobs, also without a verb; http://localhost:5080 when no address is given";

    public async Task<int> RunAsync(IServiceProvider services, string[] arguments, CancellationToken ct)
    {
        var verbs = services.GetServices<IVerb>().OrderBy(v => v.Name, StringComparer.Ordinal).ToList();
        var name = arguments.FirstOrDefault() ?? "--help";
        var verb = verbs.Find(v => v.Name == name);
        if (name == "serve")
        {
            // Serving itself is no verb: only its help comes here.
            await output.WriteLineAsync(Serving);
            return 0;
        }
        if (verb is null)
        {
            var asked = name is "help" || arguments.Contains("--help") || arguments.Contains("-h") || arguments.Length == 0;
            await (asked ? output : errors).WriteLineAsync(asked ? Overview(verbs) : $"unknown verb '{name}': --help lists them");
            return asked ? 0 : 2;
        }
        if (arguments.Contains("--help") || arguments.Contains("-h"))
        {
            await output.WriteLineAsync(verb.Usage);
            return 0;
        }
        try
        {
            var call = Read(verb, arguments[1..], line => errors.WriteLine(line));
            if (verb.NeedsStore && services.GetRequiredService<DataDirectory>() is var data && services.GetRequiredService<IDatabase>().IsSqlite && !File.Exists(data.Database))
            {
                throw new VerbUsageException($"there is no store in {data.Root}: name the folder of the console in Beejan:Storage:DataDirectory (environment Beejan__Storage__DataDirectory)");
            }
            if (verb.NeedsData)
            {
                await prepare(ct);
            }
            var answer = await verb.RunAsync(call, ct);
            await output.WriteLineAsync(call.Flag("json") ? JsonSerializer.Serialize(answer.Answer, Json) : Plain(answer.Answer));
            return answer.ExitCode;
        }
        catch (VerbUsageException e)
        {
            await errors.WriteLineAsync($"{verb.Name}: {e.Message}");
            return 2;
        }
        catch (OptionsValidationException e)
        {
            foreach (var failure in e.Failures)
            {
                await errors.WriteLineAsync(failure);
            }
            return 2;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await errors.WriteLineAsync($"{verb.Name}: stopped; {verb.WhenStopped}");
            return 3;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            await errors.WriteLineAsync($"{verb.Name}: {services.WhyUnusable(e) ?? e.Message}");
            return 3;
        }
    }

    /// <summary>Splits <c>--name value</c>, <c>--name=value</c> and flags from plain arguments.</summary>
    /// <exception cref="VerbUsageException">The verb has no such option, or its value is missing.</exception>
    internal static VerbCall Read(IVerb verb, IReadOnlyList<string> arguments, Action<string> progress)
    {
        var plain = new List<string>();
        var options = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!argument.StartsWith("--", StringComparison.Ordinal) || argument.Length == 2)
            {
                plain.Add(argument);
                continue;
            }
            var (name, value) = argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (argument[2..at], argument[(at + 1)..]) : (argument[2..], null);
            if (name == "json" || verb.Flags.Contains(name))
            {
                options[name] = value is null ? null : throw new VerbUsageException($"--{name} takes no value");
                continue;
            }
            if (!verb.Options.Contains(name))
            {
                throw new VerbUsageException($"there is no option --{name}; there are {string.Join(", ", verb.Options.Concat(verb.Flags).Append("json").Append("help").Select(o => "--" + o))}");
            }
            value ??= i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal) ? arguments[++i] : null;
            options[name] = value ?? throw new VerbUsageException($"--{name} is missing its value");
        }
        return new VerbCall(plain, options, progress);
    }

    private static string Overview(IReadOnlyList<IVerb> verbs) =>
        "Beejan.Console [verb]\n\n  " + Serving + "\n"
        + string.Join("\n", verbs.Select(v => "  " + v.Usage.Split('\n')[0]))
        + "\n\nEach verb takes --json (one JSON object on stdout) and --help. Exit code: 0 done, 1 done but some input was set aside,\n2 wrong call or configuration, 3 the work failed.";

    private static string Plain(object answer)
    {
        using var document = JsonSerializer.SerializeToDocument(answer, Json);
        return string.Join(Environment.NewLine, document.RootElement.EnumerateObject()
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name,-14} {p.Value}")));
    }
}
