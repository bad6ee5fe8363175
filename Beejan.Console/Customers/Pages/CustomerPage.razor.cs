using System.Globalization;
using Beejan.Curated;
using Beejan.Curated.Persons;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Microsoft.AspNetCore.Components;

namespace Beejan.Customers.Pages;

/// <summary>One person: how they are known, what the books say, what they said.</summary>
public sealed partial class CustomerPage
{
    private const int MostComplaints = 50;
    private static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(30);

    private Person? _person;
    private IReadOnlyList<ComplaintRow> _complaints = [];
    private IReadOnlyList<(string Month, double Sentiment, int Count)> _trend = [];
    private IReadOnlyDictionary<long, CustomerRow> _known = new Dictionary<long, CustomerRow>();
    private IReadOnlyList<CustomerRow>? _found;
    private long? _asking;
    private long _shown;
    private bool _linking;
    private bool _mayReveal;
    private bool _revealing;
    private bool _clear;
    private string _typed = "";
    private ITimer? _timer;

    [Inject]
    internal CustomerReader Reader { get; set; } = null!;

    [Inject]
    internal Linking.Links Deeds { get; set; } = null!;

    [Inject]
    internal ClearLooks Looks { get; set; } = null!;

    [Inject]
    public required IComplaints Complaints { get; init; }

    /// <summary>Any of the person's customers.</summary>
    [Parameter]
    public long Id { get; set; }

    private List<PairRow> Others => [.. _person!.Pairs.Where(p => !PairStates.Links(p.State) && !(Mine(p.Low) && Mine(p.High)))];

    protected override async Task OnInitializedAsync()
    {
        _mayReveal = await MayAsync(Policies.RevealPersonalData);
        await base.OnInitializedAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != 0 && _shown != Id)
        {
            (_clear, _asking, _linking, _found, _typed) = (false, null, false, null, "");
            await RefreshAsync();
        }
    }

    protected override async Task LoadAsync(CancellationToken ct)
    {
        _shown = Id;
        _person = await Reader.PersonAsync(Id, ct);
        if (_person is { } person)
        {
            _complaints = await Complaints.PageAsync(new ComplaintFilter { CustomerId = person.Id, Sort = "-reportedAt" }, 0, MostComplaints, ct);
            _trend = await Reader.TrendAsync([.. person.Customers.Select(c => c.Id)], Clock.GetUtcNow(), ct);
            _known = await Complaints.CustomersAsync([.. person.Pairs.SelectMany(p => new[] { p.Low, p.High })], ct);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _timer?.Dispose();
        base.Dispose(disposing);
    }

    private bool Mine(long customer) => _person!.Customers.Any(c => c.Id == customer);

    private IEnumerable<PairRow> Links(long customer) => _person!.Pairs.Where(p => PairStates.Links(p.State) && (p.Low == customer || p.High == customer));

    private static long Other(PairRow pair, long customer) => pair.Low == customer ? pair.High : pair.Low;

    private string Identity(long customer) => _known.TryGetValue(customer, out var row) ? Shown.Identity(row, _clear && Mine(customer)).Text : "unknown";

    private static string Joined(PairRow pair) => pair.State == PairStates.LinkedByHand
        ? $"Linked by {pair.Actor}{(pair.Why is null ? "" : $" (“{pair.Why}”)")} with"
        : $"{Shown.Percent(pair.Score)} likely one person with";

    private static string State(PairRow pair) => pair.State == PairStates.Apart ? $"kept apart by {pair.Actor}" : "to decide";

    private static string Spelled(string month) => DateOnly.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture).ToString("MMM yyyy", CultureInfo.InvariantCulture);

    private static string Width(double sentiment) => Math.Clamp((sentiment + 1) * 50, 2, 100).ToString("0", CultureInfo.InvariantCulture);

    private async Task TakeOutAsync(CustomerRow customer, string why)
    {
        if (await DoAsync("It is a person of its own.", actor => Deeds.SplitAsync([customer.Id], why, actor, CancellationToken.None)))
        {
            _asking = null;
        }
    }

    private async Task FindAsync() =>
        _found = string.IsNullOrWhiteSpace(_typed) ? null : [.. (await Reader.FindAsync(_typed, 5, Gone)).Where(c => !Mine(c.Id))];

    private async Task LinkAsync(CustomerRow other, string why)
    {
        if (await DoAsync("They are one person now.", actor => Deeds.LinkAsync(_person!.Id, other.Id, why, actor, CancellationToken.None)))
        {
            (_linking, _found, _typed) = (false, null, "");
        }
    }

    private Task<bool> AskAgainAsync(PairRow pair) =>
        DoAsync("It is among the pairs to decide.", actor => Deeds.AskAgainAsync(pair.Low, pair.High, actor, CancellationToken.None));

    private async Task RevealAsync(string why)
    {
        if (_person is { } person && (_mayReveal = await MayAsync(Policies.RevealPersonalData)))
        {
            await Looks.NoteAsync(person.Id, Actors.Of((await Who).User), why, CancellationToken.None);
            (_clear, _revealing) = (true, false);
            _timer?.Dispose();
            _timer = Clock.CreateTimer(_ => _ = InvokeAsync(() => { Hide(); StateHasChanged(); }), null, ShownFor, Timeout.InfiniteTimeSpan);
        }
    }

    private void Hide() => _clear = false;
}
