using System.Net;
using System.Text.RegularExpressions;
using Beejan.Contracts.Problems;
using Xunit;

namespace Beejan.Tests.Contracts;

/// <summary>Every code has one page that says its cause and its cure, and every page a code.</summary>
public sealed partial class ProblemBookTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private static readonly string Folder = Path.Combine(ConsoleHost.Root, "Beejan.Console");

    [Fact]
    public void Every_code_that_the_program_gives_as_a_reason_is_in_the_book()
    {
        var given = Sources().SelectMany(file => Given().Matches(File.ReadAllText(file)).Select(m => m.Groups["code"].Value)).Distinct();
        Assert.Empty(given.Where(code => ProblemBook.Of(code) is null).Order());
    }

    [Fact]
    public void Every_code_of_the_book_is_given_somewhere()
    {
        var text = string.Concat(Sources().Select(File.ReadAllText));
        Assert.Empty(ProblemBook.All.Where(p => p.Code != "http.status" && !text.Contains($"\"{p.Code}\"", StringComparison.Ordinal)).Select(p => p.Code));
    }

    [Fact]
    public void Every_entry_says_a_cause_and_a_cure_in_whole_sentences() => Assert.All(ProblemBook.All, p =>
    {
        Assert.Matches("^[a-z][a-z-]*\\.[a-z][a-z0-9-]*$", p.Code);
        Assert.False(p.Title.EndsWith('.'), p.Code);
        Assert.True(p.Cause.EndsWith('.') && p.Cure.EndsWith('.') && char.IsUpper(p.Cause[0]) | !char.IsLetter(p.Cause[0]), p.Code);
    });

    [Fact]
    public async Task The_address_in_a_refusal_opens_without_signing_in_and_says_what_to_do()
    {
        using var client = host.Browser();
        using var refused = await client.GetAsync("/api/v1/complaints");
        var type = System.Text.Json.JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement.GetProperty("type").GetString();
        var page = WebUtility.HtmlDecode(await client.GetStringAsync(type));
        Assert.Contains(ProblemBook.Of("auth.required")!.Cure, page, StringComparison.Ordinal);
        Assert.Contains("text.missing", await client.GetStringAsync("/problems"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/problems/http.418")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/problems/no.such-code")).StatusCode);
    }

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !f.Contains($"{Path.Combine("Contracts", "Problems")}{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    /// <summary>A code where reasons, refusals, faults and warnings are made.</summary>
    [GeneratedRegex("""(?:new Reason\(|Warn\(|\["code"\] = |Problems\.Of\([^"]*|WriteAsync\(context, [^"]*|=> \(|Refused\(new Reason\(|const string [A-Z][A-Za-z]+ = |Problem\([0-9]{3}, )\s*"(?<code>[a-z][a-z-]*\.[a-z][a-z0-9-]*)"(?!\s*;\s*//)""")]
    private static partial Regex Given();
}
