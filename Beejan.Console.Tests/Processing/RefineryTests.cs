using System.Globalization;
using Beejan.Contracts;
using Beejan.Governance.Privacy;
using Beejan.Processing;
using Beejan.RawZone;
using Beejan.Sources;
using Beejan.Sources.Drift;
using Beejan.Tests.RawZone;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Processing;

public sealed class RefineryTests
{
    [Fact]
    public async Task A_poison_record_is_rejected_alone_and_the_rest_go_on_in_order()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var refinery = Make(house, new Fragile("617"), new Whole());

        var verdicts = await refinery.PrepareAsync(Page(1000), default);
        await refinery.FinishAsync(verdicts, default);

        var poison = Assert.Single(verdicts, v => v.Answer is not null);
        Assert.Equal(("617", "fragile", "stage.exception", Fate.Rejected), (poison.Stored.Raw.Key, poison.Answer!.Stage, poison.Answer.Reason!.Code, poison.Answer.Fate));
        Assert.DoesNotContain("secret", poison.Answer.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 1000).Where(i => i != 617).Select(i => (long)i + 1), verdicts.Where(v => v.Complaint is not null).Select(v => v.Complaint!.Id));
    }

    [Fact]
    public async Task An_outage_stops_the_run_and_blames_no_record()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var refinery = Make(house, new Whole(), new Unavailable());

        var verdicts = await refinery.PrepareAsync(Page(10), default);

        await Assert.ThrowsAsync<SqliteException>(() => refinery.FinishAsync(verdicts, default));
        Assert.All(verdicts, v => Assert.Null(v.Answer));
    }

    [Fact]
    public async Task A_draft_that_no_stage_finished_is_rejected_not_half_served()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var refinery = Make(house);

        var verdicts = await refinery.PrepareAsync(Page(1), default);
        await refinery.FinishAsync(verdicts, default);

        Assert.Equal(("promote", "stage.exception"), (verdicts[0].Answer!.Stage, verdicts[0].Answer!.Reason!.Code));
        Assert.Null(verdicts[0].Complaint);
    }

    private static Refinery Make(RawZoneHouse house, params IStage[] stages) =>
        new(new SourceCatalogue([new Plain()], new NoSavedSources()), stages, new ProcessingMeter(house.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>()),
            new Versions(house.RawZone), new Choices(house.Services.GetRequiredService<Pseudonyms>()), new OpenDriftGate(), house.Services.GetRequiredService<RulesInForce>(), house.Services.GetRequiredService<Beejan.Curated.Masking.INotPersonal>());

    private static StoredRecord[] Page(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new StoredRecord(i + 1, i + 1, true, DateTimeOffset.UnixEpoch, RawZoneHouse.Record(i.ToString(CultureInfo.InvariantCulture), "text", "plain")))];

    private sealed class Plain : ISource
    {
        public SourceId Id => new("plain");

        public string Title => "Plain";

        public async IAsyncEnumerable<RawRecord> SplitAsync(Delivery delivery, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
        {
            await Task.CompletedTask;
            yield break;
        }

        public Parsed Parse(long rawId, long root, RawRecord raw) =>
            new Parsed.Ok(new ComplaintDraft(rawId, root, raw.Source, raw.Key, default) { Channel = Channels.Web, Given = new Given { Text = "text" } });
    }

    private sealed class Fragile(string key) : RecordStage
    {
        public override string Name => "fragile";

        public override Outcome Apply(ComplaintDraft draft) =>
            draft.Key == key ? throw new InvalidOperationException("secret words of the customer") : new Outcome.Kept(draft);
    }

    private sealed class Whole : RecordStage
    {
        public override string Name => "whole";

        public override Outcome Apply(ComplaintDraft draft) => new Outcome.Kept(draft with
        {
            ReportedAt = DateTimeOffset.UnixEpoch, MaskedText = "text", Language = "en", Category = Categories.Other, Subcategory = "OTH", Sentiment = 0,
            Priority = 4, Team = "Triage", DueAt = DateTimeOffset.UnixEpoch,
        });
    }

    private sealed class Unavailable : IStage
    {
        public string Name => "unavailable";

        public ValueTask<IReadOnlyList<Outcome>> ApplyAsync(IReadOnlyList<ComplaintDraft> batch, CancellationToken ct) => throw new SqliteException("locked", 5);
    }
}
