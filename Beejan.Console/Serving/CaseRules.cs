using Beejan.Contracts;
using Beejan.Curated;

namespace Beejan.Serving;

/// <summary>Which changes are legal and what they carry with them. Pure: a dry run asks the same.</summary>
internal static class CaseRules
{
    private static readonly Dictionary<string, string[]> Moves = new()
    {
        [Statuses.Acknowledged] = [Statuses.InProgress, Statuses.Pending, Statuses.Held, Statuses.Resolved, Statuses.Cancelled, Statuses.Rejected],
        [Statuses.InProgress] = [Statuses.Pending, Statuses.Held, Statuses.Resolved, Statuses.Cancelled, Statuses.Rejected],
        [Statuses.Pending] = [Statuses.InProgress, Statuses.Held, Statuses.Resolved, Statuses.Cancelled],
        [Statuses.Held] = [Statuses.InProgress, Statuses.Pending, Statuses.Resolved, Statuses.Cancelled],
        [Statuses.Resolved] = [Statuses.Closed, Statuses.InProgress],
        [Statuses.Closed] = [Statuses.InProgress],
        [Statuses.Cancelled] = [Statuses.InProgress],
        [Statuses.Rejected] = [Statuses.InProgress],
    };

    /// <summary>Longer than that nobody waits: the case would be forgotten.</summary>
    private static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(90);

    /// <summary>The statuses a case may go to from this one.</summary>
    public static IReadOnlyList<string> Next(string status) => Moves.GetValueOrDefault(status, []);

    /// <summary>The state after the change, or why it may not be. The row is not touched.</summary>
    public static (CaseState? After, Reason? Refused) Judge(ComplaintRow row, CaseChange change, ITaxonomy taxonomy, IRanking ranking, DateTimeOffset now)
    {
        var (state, unknown) = Hear(row, change, taxonomy, ranking);
        if (unknown is not null)
        {
            return (null, unknown);
        }
        if (change.Category is not null || change.Subcategory is not null)
        {
            var (corrected, refused) = Correct(row, state, change, taxonomy, ranking);
            if (refused is not null)
            {
                return (null, refused);
            }
            state = corrected!;
        }
        if (change.Team is { } team)
        {
            if (!taxonomy.Teams.Contains(team))
            {
                return (null, new Reason("team.unknown", $"There is no team '{team}'. Teams: {string.Join(", ", taxonomy.Teams)}.", "team"));
            }
            state = state with { Team = team };
        }
        if (change.Assignee is { } who)
        {
            if (who.Length > 256)
            {
                return (null, new Reason("assignee.malformed", "A user name has at most 256 characters.", "assignee"));
            }
            state = state with { Assignee = who.Length == 0 ? null : who };
        }
        if (Claim(row, change) is { } taken)
        {
            return (null, taken);
        }
        var wanted = change.Status ?? (change.Action == "claim" && row.Status == Statuses.Acknowledged ? Statuses.InProgress : row.Status);
        if (wanted != row.Status && !Next(row.Status).Contains(wanted))
        {
            return (null, new Reason("status.illegal-move",
                Statuses.All.Contains(wanted)
                    ? $"A case that is {row.Status} cannot become {wanted}; it can become {string.Join(", ", Next(row.Status))}."
                    : $"'{wanted}' is not a status. Statuses: {string.Join(", ", Statuses.All)}.", "status"));
        }
        if (Snooze(change, wanted, now) is { } asleep)
        {
            return (null, asleep);
        }
        // Whoever claims it or closes it is done with waiting. A time that is past stays: it says when the case woke.
        var awake = change.Wake || change.Action == "claim" || !Statuses.IsOpen(wanted);
        state = state with { Status = wanted, SnoozedUntil = change.SnoozeUntil ?? (awake && state.SnoozedUntil > now ? null : state.SnoozedUntil) };
        return (Clocks(state, now, contact: !PutsAsideOnly(change)), null);
    }

    /// <summary>Claiming is for what nobody has and somebody may still work on.</summary>
    private static Reason? Claim(ComplaintRow row, CaseChange change) => change switch
    {
        not { Action: "claim" } => null,
        _ when !row.IsOpen => new Reason("claim.closed", $"A case that is {row.Status} is not claimed: open it again first.", "assignee"),
        { TakesOver: false } when row.Assignee is { Length: > 0 } other && other != change.Assignee =>
            new Reason("claim.taken", $"{other} has this case. Talk to them, or take it over.", "assignee"),
        _ => null,
    };

    private static Reason? Snooze(CaseChange change, string status, DateTimeOffset now) => change.SnoozeUntil switch
    {
        null => null,
        _ when !Statuses.IsOpen(status) => new Reason("snooze.closed", $"A case that is {status} has nothing to wait for: only open work is snoozed.", "snoozedUntil"),
        { } until when until <= now => new Reason("snooze.past", "A case is snoozed until a time that is still to come.", "snoozedUntil"),
        { } until when until > now + LongestSnooze => new Reason("snooze.too-long", $"A case is snoozed for {LongestSnooze.Days} days at most.", "snoozedUntil"),
        _ => null,
    };

    /// <summary>Putting a case aside, or taking it back, is no contact with the customer.</summary>
    private static bool PutsAsideOnly(CaseChange change) => change with { SnoozeUntil = null, Wake = false } is { IsEmpty: true, Action: not "claim" };

    /// <summary>The first act of a person is the first contact; resolving stops the clock, opening again starts it.</summary>
    private static CaseState Clocks(CaseState state, DateTimeOffset now, bool contact) => state with
    {
        FirstContactAt = contact ? state.FirstContactAt ?? now : state.FirstContactAt,
        ResolvedAt = state.Status is Statuses.Resolved or Statuses.Closed ? state.ResolvedAt ?? now : null,
    };

    /// <summary>What a person says of language and sentiment. A language moves the team where the routing gave it by the other one.</summary>
    private static (CaseState State, Reason? Refused) Hear(ComplaintRow row, CaseChange change, ITaxonomy taxonomy, IRanking ranking)
    {
        var state = CaseState.Of(row);
        if (change.Language is { } language)
        {
            if (!LanguageKeys.All.Contains(language))
            {
                return (state, new Reason("language.unknown", $"'{language}' is not a language: {string.Join(", ", LanguageKeys.All)}.", "language"));
            }
            state = state with { Language = language, Corrected = state.Corrected | CorrectedFacts.Language };
            if (taxonomy.Subcategories.FirstOrDefault(s => s.Key == row.Subcategory) is { } kind && taxonomy.TeamOf(kind, Facts(row, row.Language)) == row.Team)
            {
                state = state with { Team = taxonomy.TeamOf(kind, Facts(row, language)) };
            }
        }
        if (change.Sentiment is { } band)
        {
            if (!SentimentBands.All.Contains(band))
            {
                return (state, new Reason("sentiment.unknown", $"'{band}' is not a sentiment: {string.Join(", ", SentimentBands.All)}.", "sentiment"));
            }
            state = state with { Sentiment = SentimentBands.Of(row.Sentiment) == band ? row.Sentiment : SentimentBands.Middle(band), Corrected = state.Corrected | CorrectedFacts.Sentiment };
            state = Ranked(state, ranking.Corrected(RankOf(state), state.Sentiment));
        }
        return (state, null);
    }

    private static Rank RankOf(CaseState state) => new(state.Priority, state.Score, FactJson.Factors(state.ScoreFactors));

    private static CaseState Ranked(CaseState state, Rank rank) => state with { Priority = rank.Priority, Score = rank.Score, ScoreFactors = FactJson.Of(rank.Factors) };

    private static CaseFacts Facts(ComplaintRow row, string language) => new(row.State, row.Channel, language, row.Priority);

    private static (CaseState? State, Reason? Refused) Correct(ComplaintRow row, CaseState state, CaseChange change, ITaxonomy taxonomy, IRanking ranking)
    {
        var key = change.Subcategory ?? state.Subcategory;
        if (taxonomy.Subcategories.FirstOrDefault(s => s.Key == key) is not { } target)
        {
            return (null, new Reason("subcategory.unknown", $"The taxonomy has no sub-category '{key}'.", "subcategory"));
        }
        if (change.Category is { } category && category != target.Category)
        {
            var fitting = taxonomy.Subcategories.Where(s => s.Category == category).Select(s => s.Key).ToList();
            return (null, fitting.Count == 0
                ? new Reason("category.unknown", $"'{category}' is not a category: {string.Join(", ", Categories.All)}.", "category")
                : new Reason("subcategory.missing", $"{category} needs one of its sub-categories: {string.Join(", ", fitting)}.", "subcategory"));
        }
        var moves = target.Key != state.Subcategory;
        // What was taken to the regulator stays with its desk.
        var escalated = row.Tags.Split('\n').Contains(taxonomy.EscalationTag);
        state = Ranked(state, ranking.Corrected(RankOf(state), target, row.Text));
        return (state with
        {
            Category = target.Category, Subcategory = target.Key, Corrected = state.Corrected | CorrectedFacts.Category,
            Team = moves && !escalated ? taxonomy.TeamOf(target, Facts(row, state.Language) with { Priority = state.Priority }) : state.Team,
            DueAt = moves ? taxonomy.DueAt(target, row.ReportedAt, escalated) : state.DueAt,
        }, null);
    }
}
