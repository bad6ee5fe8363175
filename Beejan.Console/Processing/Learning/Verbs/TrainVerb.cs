using System.Diagnostics;
using System.Security.Cryptography;
using Beejan.Contracts;
using Beejan.Processing.Learning.Scoring;
using Beejan.Processing.Learning.Training;

namespace Beejan.Processing.Learning.Verbs;

internal sealed class TrainVerb : IVerb
{
    public string Name => "train";

    public IReadOnlyList<string> Options { get; } = ["text", "label", "out"];

    public bool NeedsData => false;

    public string Usage => """
        train category|language|sentiment FILE --text COL --label COL --out MODEL   trains a model on labelled rows
          --text    the column with the texts
          --label   the column with the right answers (sentiment: positive, neutral, negative)
          --out     the model file to write
          --json    one JSON object: {rows, setAside, classes, seconds}
        """;

    public Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        var (task, file) = LearningTask.Read(call);
        var output = call.Required("out");
        var started = Stopwatch.GetTimestamp();
        var (rows, setAside) = LabelledFile.Read(file, call.Required("text"), call.Required("label"));
        var examples = rows.ConvertAll(r => r with { Label = LearningTask.Label(task, r.Label) });
        using var source = File.OpenRead(file);
        var data = new DataFile(Path.GetFileName(file), rows.Count, Convert.ToHexStringLower(SHA256.HashData(source)));
        var model = Learner.Train(examples, Recipe.Of(task), [data]);
        WriteWhole(model, output);
        return Task.FromResult(new VerbAnswer(setAside > 0 ? 1 : 0, new
        {
            rows = rows.Count,
            setAside,
            classes = model.Parts.Record.ClassRows,
            threshold = model.Parts.Threshold,
            seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3),
        }));
    }

    /// <summary>Replaces the file only once the new one is whole.</summary>
    internal static void WriteWhole(TextModel model, string path)
    {
        var half = path + ".part";
        using (var stream = File.Create(half))
        {
            ModelFile.Write(model.Parts, stream);
        }
        File.Move(half, path, overwrite: true);
    }
}
