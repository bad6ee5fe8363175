using System.Diagnostics;
using Beejan.Contracts;

namespace Beejan.Processing.Learning;

internal sealed class RebuildModelsVerb(ShippedRecipes recipes) : IVerb
{
    public string Name => "rebuild-models";

    public bool NeedsData => false;

    public string Usage => """
        rebuild-models --out FOLDER    trains the models that ship from the corpus that ships; the same corpus gives the same models
          --out    the folder to write category.model, language.model and sentiment.model to
          --json   one JSON object: {models:[{task, rows, features, bytes, seconds}]}
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
        foreach (var task in LearningTask.All)
        {
            ct.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            var model = recipes.Train(task, corpus);
            var path = Path.Combine(folder, ShippedModels.FileName(task));
            TrainVerb.WriteWhole(model, path);
            models.Add(new
            {
                task,
                rows = model.Parts.Record.Rows,
                features = model.Parts.Slots.Length,
                bytes = new FileInfo(path).Length,
                seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3),
            });
            call.Progress($"{task}: {model.Parts.Record.Rows} rows");
        }
        return Task.FromResult(new VerbAnswer(0, new { models }));
    }
}
