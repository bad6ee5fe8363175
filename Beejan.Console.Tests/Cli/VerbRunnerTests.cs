using System.Text.RegularExpressions;
using Beejan.Cli;
using Beejan.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Cli;

/// <summary>How calls are read, with the verbs of the real program. None of these calls gets as far as work.</summary>
public sealed class VerbRunnerTests : IDisposable
{
    private readonly ConsoleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void The_help_of_each_verb_tells_every_option_that_it_takes_and_no_other()
    {
        var verbs = _host.Services.GetServices<IVerb>().ToList();
        Assert.NotEmpty(verbs);
        foreach (var verb in verbs)
        {
            var told = Regex.Matches(verb.Usage, @"(?<=^ +)--([a-z-]+)", RegexOptions.Multiline).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
            Assert.Equal((verb.Name, string.Join(' ', verb.Options.Concat(verb.Flags).Append("json").Order(StringComparer.Ordinal))), (verb.Name, string.Join(' ', told)));
        }
    }

    [Theory]
    [InlineData("verify: there is no option --jsn; there are --json, --help", "verify", "--jsn")]
    [InlineData("replay: there is no option --dryrun; there are --source, --from, --to, --reason, --rate, --canary, --dry-run, --json, --help", "replay", "--dryrun")]
    [InlineData("export: --out is missing its value", "export", "complaints", "--format", "csv", "--out", "--json")]
    [InlineData("export: --out is missing its value", "export", "complaints", "--format", "csv", "--out")]
    [InlineData("replay: --dry-run takes no value", "replay", "--dry-run=no")]
    [InlineData("verify: 'all' is not expected: verify takes no arguments", "verify", "all", "--json")]
    [InlineData("unknown verb 'veryfy': --help lists them", "veryfy")]
    public async Task A_wrong_call_does_nothing_and_names_what_is_wrong(string words, params string[] arguments)
    {
        var (code, output, errors) = await CallAsync(arguments);
        Assert.Equal((2, "", words), (code, output, errors));
    }

    [Theory]
    [InlineData("ingest SOURCE PATH...", "ingest", "--help")]
    [InlineData("export complaints|deadletters|duplicates", "export", "complaints", "--nonsense", "-h")]
    [InlineData("serve [--urls ADDRESS]", "serve", "--help")]
    [InlineData("Beejan.Console [verb]", "--help")]
    [InlineData("Beejan.Console [verb]", "--urls", "http://localhost:1", "--help")]
    public async Task Help_is_told_whatever_else_the_call_says(string start, params string[] arguments)
    {
        var (code, output, errors) = await CallAsync(arguments);
        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith(start, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flag_takes_nothing_from_what_stands_behind_it()
    {
        var call = VerbRunner.Read(_host.Services.GetServices<IVerb>().Single(v => v.Name == "retrain"), ["--promote", "--json"], _ => { });
        Assert.Equal((true, true), (call.Flag("promote"), call.Flag("json")));
    }

    private async Task<(int Code, string Output, string Errors)> CallAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await new VerbRunner(output, errors, _ => Task.CompletedTask).RunAsync(_host.Services, arguments, default);
        return (code, output.ToString().Trim(), errors.ToString().Trim());
    }
}
