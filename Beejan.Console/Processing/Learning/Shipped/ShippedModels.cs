using System.Reflection;
using Beejan.Processing.Learning.Scoring;

namespace Beejan.Processing.Learning.Shipped;

/// <summary>The models that ship (<see cref="ShippedRecipes.Names"/>), compiled in from <c>Processing/Learning/Shipped</c>; read when first asked for.</summary>
internal sealed class ShippedModels
{
    private readonly ShippedRecipes _recipes;
    private readonly IReadOnlyDictionary<string, Lazy<Classifier>> _byName;

    public ShippedModels(ShippedRecipes recipes)
        : this(recipes, Read)
    {
    }

    private ShippedModels(ShippedRecipes recipes, Func<string, TextModel> read)
        : this(recipes, ShippedRecipes.Names.ToDictionary(n => n, n => new Lazy<Classifier>(() => new Classifier(read(n), recipes.GroupOf(n))), StringComparer.Ordinal))
    {
    }

    private ShippedModels(ShippedRecipes recipes, IReadOnlyDictionary<string, Lazy<Classifier>> byName) => (_recipes, _byName) = (recipes, byName);

    public Classifier this[string name] => _byName[name].Value;

    /// <summary>The same, with versions of one's own in the place of some.</summary>
    /// <param name="models">By name, see <see cref="ShippedRecipes.Names"/>.</param>
    public ShippedModels With(IReadOnlyDictionary<string, TextModel> models) => models.Count == 0 ? this : new(_recipes, _byName.ToDictionary(
        m => m.Key, m => models.TryGetValue(m.Key, out var own) ? new Lazy<Classifier>(() => new Classifier(own, _recipes.GroupOf(m.Key))) : m.Value, StringComparer.Ordinal));

    /// <summary>The same models made otherwise, such as of a part of the corpus; each when first asked for.</summary>
    public static ShippedModels Of(ShippedRecipes recipes, Func<string, TextModel> make) => new(recipes, make);

    public static string FileName(string name) => name + ".model";

    private static TextModel Read(string name)
    {
        var resource = $"Beejan.Processing.Learning.Shipped.{FileName(name)}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The model {resource} is not in the assembly: run build/rebuild-models.sh, then build again.");
        return ModelFile.Read(stream);
    }
}
