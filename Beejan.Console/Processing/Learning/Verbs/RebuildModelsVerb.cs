using System.Diagnostics;
using Beejan.Contracts;
using Beejan.Processing.Learning.Shipped;

namespace Beejan.Processing.Learning.Verbs;

internal sealed class RebuildModelsVerb(ShippedRecipes recipes) : IVerb
{
    public string Name => "rebuild-models";

    public IReadOnlyList<string> Options { get; } = ["out"];

    public bool NeedsData => false;

    public string Usage => """
        rebuild-models --out FOLDER    trains the models that ship from the corpus that ships; the same corpus gives the same models
          --out    the folder to write the models to: category, language, sentiment, sentiment of talk by language
          --json   one JSON object: {models:[{model, rows, features, bytes, seconds}]}
        """;

    public Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        var folder = call.Required("out");
        if (call.Arguments.Count > 0)
        {
            throw new VerbUsageException($"'{call.Arguments[0]}' is not expected: rebuild-models takes only --out");
        }
        Directory.CreateDirectory(folder);
        var corpus = Corpus.Read();
        var models = new List<object>();
        foreach (var name in ShippedRecipes.Names)
        {
            ct.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            var model = recipes.Train(name, corpus);
            var path = Path.Combine(folder, ShippedModels.FileName(name));
            TrainVerb.WriteWhole(model, path);
            models.Add(new
            {
                model = name,
                rows = model.Parts.Record.Rows,
                features = model.Parts.Slots.Length,
                bytes = new FileInfo(path).Length,
                seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3),
            });
            call.Progress($"{name}: {model.Parts.Record.Rows} rows");
        }
        return Task.FromResult(new VerbAnswer(0, new { models }));
    }
}
