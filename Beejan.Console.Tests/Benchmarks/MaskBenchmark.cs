using System.Diagnostics;
using Beejan.Governance.Privacy;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Rules.Personal;
using Beejan.Storage;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Xunit;
using Xunit.Abstractions;


namespace Beejan.Tests.Benchmarks;

/// <summary>How many texts of SMS size one core masks a second, in processor time: one in seven with a number, a name or an address in it.</summary>
[Trait("Category", "Benchmark")]
public sealed class MaskBenchmark(ITestOutputHelper output)
{
    private const int Texts = 400_000;

    [BenchmarkFact]
    public void Masking()
    {
        using var folder = new Folder();
        using var pseudonyms = new Pseudonyms(new DataDirectory(Options.Create(new StorageOptions { DataDirectory = folder.Path }), new HostingEnvironment { ContentRootPath = folder.Path }));
        var tokens = new Tokens(pseudonyms);
        string[] personal = [" Call 0803 123 4567.", " mail ada.obi@example.ng", " My name is Ada Obi", " I live at No 12, Allen Avenue", " NIN 12345678901", " card 4111 1111 1111 1111", " acct 0123456789"];
        var texts = Corpus.Read().Lines.Where(l => l.Text.Length is > 60 and < 140).Select((l, i) => i % 7 == 0 ? l.Text + personal[i / 7 % personal.Length] : l.Text).ToArray();
        output.WriteLine($"{texts.Length} texts, mean {texts.Average(t => t.Length):0} characters");
        // The later runs count: the first compile.
        for (var round = 0; round < 4; round++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            long pieces = 0;
            for (var i = 0; i < Texts; i++)
            {
                pieces += Masker.Mask(texts[i % texts.Length], null, tokens).Pieces.Count;
            }
            var seconds = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            output.WriteLine($"masking: {Texts / seconds:0} texts a second, {pieces / (double)Texts:0.000} pieces a text");
        }
    }
}
