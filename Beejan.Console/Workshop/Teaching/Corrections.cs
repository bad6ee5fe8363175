using System.Text.RegularExpressions;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Cases;
using Beejan.Processing.Learning;
using Beejan.Processing.Rules.Personal;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Workshop.Teaching;

/// <summary>What a person settled of a complaint, for one task: an example to learn from.</summary>
/// <param name="Text">Masked, once more by today's rules, and without the letters that tell one person's tokens from another's.</param>
/// <param name="From">What the model had said.</param>
/// <param name="To">What stands; the same when the person confirmed it.</param>
internal sealed record Lesson(long Complaint, string Text, string Language, string From, string To, DateTimeOffset At);

/// <summary>How often agents moved complaints from one answer to another, or confirmed it.</summary>
public sealed record LessonMove(string From, string To, int Count);

/// <summary>
/// Reads people's corrections of one task (<see cref="LearningTask"/>): complaints whose category, language or sentiment they set, with the line
/// of the history that tells what it was before. Answers are sub-categories, languages, bands of sentiment.
/// </summary>
internal sealed partial class Corrections(IDatabase database)
{
    /// <summary>The newest that are learnt from, at most.</summary>
    private const int Most = 100_000;

    private static readonly string[] ByPeople = ["change", "bulk"];

    public async Task<IReadOnlyList<Lesson>> ReadAsync(string task, CancellationToken ct)
    {
        var rows = await database.ReadAsync((db, stop) => Mine(db, task).OrderByDescending(c => c.UpdatedAt).Take(Most)
            .Select(c => new { c.Id, c.Text, c.Language, c.Subcategory, c.Sentiment, c.UpdatedAt }).ToListAsync(stop), ct);
        var moves = await MovesAsync(task, ct);
        return [.. rows.OrderBy(r => r.Id).Select(r => Answer(task, r.Subcategory, r.Language, r.Sentiment) is var to && moves.TryGetValue(r.Id, out var move)
            ? new Lesson(r.Id, Plain(r.Text), r.Language, move.From, to, move.At)
            : new Lesson(r.Id, Plain(r.Text), r.Language, to, to, r.UpdatedAt))];
    }

    /// <summary>How many there are in all, and the moves of those decided at or after that time, most frequent first.</summary>
    public async Task<(int All, IReadOnlyList<LessonMove> Since)> TallyAsync(string task, DateTimeOffset since, CancellationToken ct)
    {
        var rows = await database.ReadAsync((db, stop) => Mine(db, task).Select(c => new { c.Id, c.Subcategory, c.Language, c.Sentiment, c.UpdatedAt }).ToListAsync(stop), ct);
        var moves = await MovesAsync(task, ct);
        var lessons = rows.Select(r => Answer(task, r.Subcategory, r.Language, r.Sentiment) is var to && moves.TryGetValue(r.Id, out var m) ? (m.From, To: to, m.At) : (From: to, To: to, At: r.UpdatedAt));
        return (rows.Count, Group(lessons.Where(l => l.At >= since).Select(l => (l.From, l.To))));
    }

    public static IReadOnlyList<LessonMove> Group(IEnumerable<(string From, string To)> lessons) =>
        [.. lessons.GroupBy(l => l).Select(g => new LessonMove(g.Key.From, g.Key.To, g.Count())).OrderByDescending(m => m.Count).ThenBy(m => m.From, StringComparer.Ordinal)];

    private static string Answer(string task, string subcategory, string language, float sentiment) =>
        task switch { LearningTask.Category => subcategory, LearningTask.Language => language, _ => SentimentBands.Of(sentiment) };

    private static string Plain(string text) => TokenLetters().Replace(Masker.Mask(text, null).Text, "[$1]");

    [GeneratedRegex(@"\[([A-Z]+):[a-z]+\]")]
    private static partial Regex TokenLetters();

    // A post that its author took back has no words to learn from.
    private static IQueryable<ComplaintRow> Mine(BeejanDbContext db, string task)
    {
        var fact = task switch { LearningTask.Category => CorrectedFacts.Category, LearningTask.Language => CorrectedFacts.Language, _ => CorrectedFacts.Sentiment };
        return db.Set<ComplaintRow>().Where(c => c.Corrected != CorrectedFacts.None && c.Corrected.HasFlag(fact) && !c.Tags.Contains("WITHDRAWN"));
    }

    /// <summary>For each corrected complaint what it was before a person first moved it, and when one last did.</summary>
    private async Task<Dictionary<long, (string From, DateTimeOffset At)>> MovesAsync(string task, CancellationToken ct)
    {
        var field = task == LearningTask.Category ? "subcategory" : task;
        var events = await database.ReadAsync((db, stop) => (
            from c in Mine(db, task)
            join e in db.Set<CaseEventRow>() on c.Id equals e.ComplaintId
            where e.Field == field && ByPeople.Contains(e.Action)
            orderby e.Id
            select new { e.ComplaintId, e.Before, e.At }).ToListAsync(stop), ct);
        return events.GroupBy(e => e.ComplaintId).ToDictionary(g => g.Key, g => (g.First().Before ?? "", g.Last().At));
    }
}
