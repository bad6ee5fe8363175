using Beejan.Processing;
using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Scoring;
using Beejan.Rulebook;

namespace Beejan.Workshop.Teaching;

/// <summary>What people do with a version of models; page and API share it. False when somebody was faster, or the version is not ready for it.</summary>
internal sealed class ModelActs(RuleBook book, RulesInForce rules)
{
    /// <summary>Puts a version in force.</summary>
    /// <exception cref="WorkshopRefusedException">Its file cannot be read, or it answers what the taxonomy in force does not have.</exception>
    public async Task<bool> PromoteAsync(RuleVersionRow row, string by, CancellationToken ct)
    {
        var taxonomy = (await rules.NowAsync(ct)).Taxonomy;
        var models = await ReadAsync(row, ct);
        var lost = row.Kind == RuleKinds.Model ? models[LearningTask.Category].Classes.Where(c => taxonomy.Place(c) is null).ToList() : [];
        return lost.Count == 0 ? await book.PromoteAsync(row.Id, by, ct) : throw new WorkshopRefusedException(
            $"This model answers {string.Join(", ", lost)}, which the taxonomy in force does not have. Retrain, or put the taxonomy it was made for in force first.");
    }

    /// <summary>Begins or ends its shadow run.</summary>
    /// <exception cref="WorkshopRefusedException">Its file cannot be read.</exception>
    public async Task<bool> ShadowAsync(RuleVersionRow row, bool on, string by, CancellationToken ct)
    {
        if (on)
        {
            await ReadAsync(row, ct);
        }
        return await book.ShadowAsync(row.Id, on, by, ct);
    }

    private async Task<IReadOnlyDictionary<string, TextModel>> ReadAsync(RuleVersionRow row, CancellationToken ct)
    {
        if (row.File is null)
        {
            throw new WorkshopRefusedException($"Version {row.Number} is not made yet, or could not be.");
        }
        try
        {
            return await rules.ModelsAsync(await book.FindAsync(row.Id, ct) ?? row, ct);
        }
        catch (InvalidDataException e)
        {
            throw new WorkshopRefusedException(e.Message);
        }
    }
}
