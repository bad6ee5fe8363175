using System.Globalization;
using Beejan.Curated.Persons;
using Beejan.Customers.Linking;
using Beejan.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Beejan.Customers.Pages;

/// <summary>Pairs that wait for a person, decided by hand or by key. conflicts.js reports keys pressed outside inputs.</summary>
public sealed partial class ConflictsPage
{
    private const int Most = 20;
    private IReadOnlyList<Question> _questions = [];
    private PageScript? _keys;
    private int _waiting;
    private int _at;

    [Inject]
    internal CustomerReader Reader { get; set; } = null!;

    [Inject]
    internal Links Links { get; set; } = null!;

    [Inject]
    public required IJSRuntime Script { get; init; }

    private string Counted => _waiting <= _questions.Count ? $"{_waiting} to decide." : string.Create(CultureInfo.InvariantCulture, $"The first {_questions.Count} of {_waiting:N0}.");

    protected override async Task LoadAsync(CancellationToken ct)
    {
        // A page that moves must not slip another pair under the cursor.
        var current = _at < _questions.Count ? _questions[_at].Pair : null;
        (_questions, _waiting) = (await Reader.QuestionsAsync(Most, ct), await Reader.CountAsync(ct));
        var found = current is null ? -1 : _questions.ToList().FindIndex(q => q.Pair.Low == current.Low && q.Pair.High == current.High);
        _at = found >= 0 ? found : Math.Clamp(_at, 0, Math.Max(0, _questions.Count - 1));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _keys = await PageScript.StartAsync(Script, "./conflicts.js", this);
        }
    }

    /// <summary>Called by conflicts.js for each of its keys.</summary>
    [JSInvokable]
    public async Task KeyAsync(string key)
    {
        switch (key)
        {
            case "j" or "ArrowDown": _at = Math.Min(_at + 1, Math.Max(0, _questions.Count - 1)); break;
            case "k" or "ArrowUp": _at = Math.Max(0, _at - 1); break;
            case "l" or "a" or "d" when MayAct && _at < _questions.Count: await DecideAsync(_at, key[0]); break;
        }
        StateHasChanged();
        if (_keys is not null)
        {
            await _keys.TellAsync("show", $"conflict-{_at}");
        }
    }

    private Task<bool> DecideAsync(int at, char deed)
    {
        var pair = _questions[at].Pair;
        _at = at;
        return deed switch
        {
            'l' => DoAsync("They are one person now.", actor => Links.LinkAsync(pair.Low, pair.High, Grounds(pair), actor, CancellationToken.None)),
            'a' => DoAsync("They are kept apart.", actor => Links.KeepApartAsync(pair.Low, pair.High, Grounds(pair), actor, CancellationToken.None)),
            _ => DoAsync("Put off to the end of the list.", actor => Links.LaterAsync(pair.Low, pair.High, actor, CancellationToken.None)),
        };
    }

    /// <summary>What the person who decided had before them: kept as the reason, because here nobody is asked to type one.</summary>
    internal static string Grounds(PairRow pair)
    {
        var findings = PairTable.EvidenceOf(pair).Select(e => e.Finding).Append(pair.Contradiction).OfType<string>();
        var text = $"Seen side by side, {Shown.Percent(pair.Score)} likely one person: {string.Join("; ", findings)}";
        return text.Length <= Links.MostWhy ? text : text[..Links.MostWhy];
    }

    public async ValueTask DisposeAsync()
    {
        if (_keys is not null)
        {
            await _keys.DisposeAsync();
        }
        Dispose();
    }
}
