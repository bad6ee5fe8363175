using System.Globalization;
using System.Text.Json;
using Beejan.Contracts;
using Microsoft.Extensions.Options;

namespace Beejan.Cli;

/// <summary>
/// Runs one verb and returns the exit code: 0 done, 1 done but some input was set aside, 2 wrong call or bad configuration, 3 the work failed.
/// </summary>
internal sealed class VerbRunner(TextWriter output, TextWriter errors, Func<CancellationToken, Task> prepare)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<int> RunAsync(IServiceProvider services, string[] arguments, CancellationToken ct)
    {
        var verbs = services.GetServices<IVerb>().OrderBy(v => v.Name, StringComparer.Ordinal).ToList();
        var name = arguments.FirstOrDefault() ?? "--help";
        var verb = verbs.Find(v => v.Name == name);
        if (verb is null)
        {
            var asked = name is "--help" or "-h" or "help";
            await (asked ? output : errors).WriteLineAsync(asked ? Overview(verbs) : $"unknown verb '{name}': --help lists them");
            return asked ? 0 : 2;
        }
        var call = Read(arguments[1..], line => errors.WriteLine(line));
        if (call.Flag("help") || call.Arguments.Contains("-h"))
        {
            await output.WriteLineAsync(verb.Usage);
            return 0;
        }
        try
        {
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
            await errors.WriteLineAsync($"{verb.Name}: stopped; what was acknowledged stays, the next start goes on");
            return 3;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            await errors.WriteLineAsync($"{verb.Name}: {e.Message}");
            return 3;
        }
    }

    /// <summary>Splits <c>--name value</c>, <c>--name=value</c> and flags from plain arguments.</summary>
    internal static VerbCall Read(IReadOnlyList<string> arguments, Action<string> progress)
    {
        string[] flags = ["json", "help", "dry-run", "no-process", "reveal", "shipped"];
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
            if (value is null && !flags.Contains(name) && i + 1 < arguments.Count)
            {
                value = arguments[++i];
            }
            options[name] = value;
        }
        return new VerbCall(plain, options, progress);
    }

    private static string Overview(IReadOnlyList<IVerb> verbs) =>
        "Beejan.Console [verb]\n\nWithout a verb it serves the console.\n\n"
        + string.Join("\n", verbs.Select(v => "  " + v.Usage.Split('\n')[0]))
        + "\n\nEach verb takes --json (one JSON object on stdout) and --help.";

    private static string Plain(object answer)
    {
        using var document = JsonSerializer.SerializeToDocument(answer, Json);
        return string.Join(Environment.NewLine, document.RootElement.EnumerateObject()
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name,-14} {p.Value}")));
    }
}
