using System.Diagnostics;
using System.Globalization;
using Beejan.Contracts;
using Beejan.Processing;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Rules;
using Beejan.Tests.Processing.Stages;
using Xunit;
using Xunit.Abstractions;

namespace Beejan.Tests.Benchmarks;

/// <summary>
/// How many records a second one core tells from their twins, in processor time: pages of 2,000 drafts, one in ten said before by the same
/// person (half in the same words, half nearly), beside a bare limit in the same round: the same texts hashed into a set a page. In: prints of words and wording, the grouping, the comparing of pieces, the outcomes. Out:
/// keying the prints and asking the database for what is served around them.
/// </summary>
[Trait("Category", "Benchmark")]
public sealed class DuplicateBenchmark(ITestOutputHelper output)
{
    private const int Rows = 200_000;
    private const int Page = 2_000;
    private const int Rounds = 5;
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [BenchmarkFact]
    public async Task Telling_twins()
    {
        var texts = Corpus.Read().Lines.Where(l => l.Text.Length is > 60 and < 200).Select(l => l.Text).ToArray();
        var drafts = Enumerable.Range(0, Rows).Select(i => Draft(i, texts)).ToArray();
        var stage = DuplicateStageTests.Stage(new DuplicateStageTests.Memory([], new Dictionary<long, long>(), new HashSet<long>()));
        output.WriteLine($"{texts.Length} texts, mean {texts.Average(t => t.Length):0} characters");
        // The later runs count: the first compile. Each is measured beside the least that any such stage must do, so that the ratio travels.
        for (var round = 0; round < Rounds; round++)
        {
            var (seen, dropped) = (0, 0);
            var limit = Processor(() =>
            {
                foreach (var page in drafts.Chunk(Page))
                {
                    var told = new HashSet<string>(StringComparer.Ordinal);
                    seen += page.Count(d => told.Add(d.Text!));
                }
            });
            var printed = drafts;
            var prints = Processor(() => printed = [.. drafts.Select(Printed)]);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            foreach (var page in printed.Chunk(Page))
            {
                var outcomes = await stage.ApplyAsync(page, default);
                dropped += outcomes.Count(o => o is Outcome.Dropped);
            }
            var telling = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            output.WriteLine($"duplicates: {Rows / (prints + telling):0} rows a second ({prints / Rows * 1e9:0} ns prints, {telling / Rows * 1e9:0} ns telling), {dropped} set aside; "
                + $"texts hashed into a set: {Rows / limit:0}, {Rows - seen} the same; {limit / (prints + telling):0.000} of that");
        }
    }

    private static double Processor(Action work)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        work();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
    }

    // Every tenth says what the one before it said, every other time with a word more.
    private static ComplaintDraft Draft(int i, string[] texts)
    {
        var (said, again) = (i % 10 == 9 ? i - 1 : i, i % 10 == 9);
        var text = texts[said % texts.Length] + (again && i % 20 == 19 ? " please" : "");
        return new ComplaintDraft(i + 1, i + 1, new SourceId("sms"), i.ToString(CultureInfo.InvariantCulture), Noon)
        {
            Channel = Channels.Sms, Msisdn = "+2348031234567", Person = said + 1, Text = text, MaskedText = text, ReportedAt = Noon.AddSeconds(i % Page),
        };
    }

    private static ComplaintDraft Printed(ComplaintDraft draft)
    {
        var wording = Wording.Of(draft, out var letters);
        return draft with { Fingerprint = Fingerprint.Of(draft), Wording = wording, WordingLetters = letters };
    }
}
