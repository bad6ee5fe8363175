using System.Reflection;

namespace Beejan.Processing.Learning;

/// <summary>The models that ship, compiled in from <c>Processing/Learning/Shipped</c>; read when first asked for.</summary>
internal sealed class ShippedModels(ShippedRecipes recipes)
{
    private readonly Dictionary<string, Lazy<Classifier>> _byTask = LearningTask.All.ToDictionary(
        t => t, t => new Lazy<Classifier>(() => new Classifier(Read(t), recipes.GroupOf(t))), StringComparer.Ordinal);

    public Classifier this[string task] => _byTask[task].Value;

    public static string FileName(string task) => task + ".model";

    private static TextModel Read(string task)
    {
        var name = $"Beejan.Processing.Learning.Shipped.{FileName(task)}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The model {name} is not in the assembly: run build/rebuild-models.sh, then build again.");
        return ModelFile.Read(stream);
    }
}
