using Beejan.Contracts;
using Beejan.Curated;
using Beejan.RawZone;
using Beejan.RawZone.Replays;

namespace Beejan.Processing.Replays;

/// <summary>One judgement beside what is served.</summary>
internal sealed class Comparison
{
    public Comparison(Judgement judgement, ComplaintRow? served)
    {
        (Judgement, Served) = (judgement, served);
        Changes = judgement.Verdict.Complaint is { } complaint && served is not null ? FactChanges.Between(served, complaint) : [];
    }

    public Judgement Judgement { get; }

    /// <summary>Null while nothing under that number is served.</summary>
    public ComplaintRow? Served { get; }

    /// <summary>Facts that the judgement sees otherwise; empty when nothing is served yet.</summary>
    public IReadOnlyList<FactChange> Changes { get; }

    /// <summary>True when the complaint is to be written: it changes, or it is new.</summary>
    public bool IsWritten => Judgement.Verdict.Complaint is not null && (Served is null || Changes.Count > 0);

    /// <summary>The answer to give; null when the one there is stays: the bytes cannot be read, or a served complaint would be withdrawn.</summary>
    public Answer? Answer
    {
        get
        {
            var stored = Judgement.Record.Stored;
            if (stored.IsDamaged || (Judgement.Record.Fate == Fate.Curated && Judgement.Verdict.Complaint is null))
            {
                return null;
            }
            return Judgement.Verdict.Answer ?? new Answer(stored.RawId, stored.Raw.Source, Fate.Curated);
        }
    }

    private bool IsRecovered => Judgement.Verdict.Complaint is not null && Judgement.Record.Fate != Fate.Curated;

    /// <summary>Set aside before and still, for another reason.</summary>
    private bool IsAnsweredOtherwise => Answer is { } answer && Judgement.Verdict.Complaint is null && !Judgement.Record.IsAnswered(answer);

    /// <summary>True when running the replay changes something that people see.</summary>
    public bool ChangesSomething => IsWritten || IsRecovered || IsAnsweredOtherwise;

    public void CountIn(ReplayFindings findings)
    {
        var (record, verdict) = (Judgement.Record, Judgement.Verdict);
        if (record.Stored.IsDamaged)
        {
            findings.Unreadable++;
        }
        else if (verdict.Complaint is null)
        {
            CountAside(findings, record, verdict.Answer!);
        }
        else if (IsRecovered)
        {
            findings.Recovered++;
            findings.Sample(new ReplaySample(record.Stored.RawId, record.Stored.Root, [new ReplayChange("answer", record.Code, "curated")]));
        }
        else
        {
            CountFacts(findings, verdict.Complaint);
        }
    }

    private static void CountAside(ReplayFindings findings, AnsweredRecord record, Answer answer)
    {
        var code = answer.Reason?.Code ?? "unknown";
        findings.Reasons[code] = findings.Reasons.GetValueOrDefault(code) + 1;
        if (record.Fate == Fate.Curated)
        {
            findings.WouldSetAside++;
        }
        else if (record.IsAnswered(answer))
        {
            findings.Unchanged++;
        }
        else
        {
            findings.OtherReason++;
        }
    }

    private static bool IsKept(ComplaintRow served, Complaint judged) =>
        (served.Corrected.HasFlag(CorrectedFacts.Category) && served.Category != judged.Category)
        || (served.Corrected.HasFlag(CorrectedFacts.Language) && served.Language != judged.Language)
        || (served.Corrected.HasFlag(CorrectedFacts.Sentiment) && SentimentBands.Of(served.Sentiment) != SentimentBands.Of(judged.Sentiment));

    private void CountFacts(ReplayFindings findings, Complaint complaint)
    {
        findings.KeptByPeople += Served is { } served && served.RawId <= complaint.RawId && IsKept(served, complaint) ? 1 : 0;
        if (!IsWritten)
        {
            findings.Unchanged++;
            return;
        }
        findings.Changed++;
        foreach (var change in Changes)
        {
            switch (change.Field)
            {
                case "category":
                    findings.Category++;
                    var move = $"{change.Before} → {change.After}";
                    findings.Moves[move] = findings.Moves.GetValueOrDefault(move) + 1;
                    break;
                case "subcategory":
                    findings.Subcategory++;
                    findings.Cell(change.Before!, change.After!, 1, [complaint.Id]);
                    break;
                case "priority": findings.Priority++; break;
                case "team":
                    var shift = $"{change.Before} → {change.After}";
                    findings.Teams[shift] = findings.Teams.GetValueOrDefault(shift) + 1;
                    break;
                case "dueAt":
                    var sooner = complaint.DueAt < Served!.DueAt;
                    (findings.DueSooner, findings.DueLater) = (findings.DueSooner + (sooner ? 1 : 0), findings.DueLater + (sooner ? 0 : 1));
                    break;
            }
        }
        findings.Sample(new ReplaySample(Judgement.Record.Stored.RawId, complaint.Id, [.. Changes.Select(c => new ReplayChange(c.Field, c.Before, c.After))]));
    }
}
