using Beejan.Contracts;
using Beejan.Signals;
using Microsoft.AspNetCore.Components;

namespace Beejan.Ui;

/// <summary>
/// A page that moves by itself: it loads once, and again when its topic is published (merged, at most once a second) or 30 seconds have
/// passed. It subscribes only while interactive, so prerendering leaves nothing behind.
/// </summary>
public abstract class LivePage(Topic topic) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;
    private ITimer? _safetyNet;

    [Inject]
    public required IChangeFeed Feed { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>True after the first load.</summary>
    protected bool Loaded { get; private set; }

    /// <summary>Why the last load failed, in plain words; null when it did not. The page keeps showing what it had.</summary>
    protected string? LoadError { get; private set; }

    /// <summary>When the shown figures were read (UTC).</summary>
    protected DateTimeOffset LoadedAt { get; private set; }

    /// <summary>While true, changes are counted in <see cref="Held"/> instead of shown.</summary>
    protected bool Paused { get; set; }

    /// <summary>Changes that arrived while paused.</summary>
    protected int Held { get; private set; }

    protected abstract Task LoadAsync(CancellationToken ct);

    protected override async Task OnInitializedAsync()
    {
        await TryLoadAsync();
        if (RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(topic, GetType().Name, () => InvokeAsync(ChangedAsync), TimeSpan.FromSeconds(1));
            _safetyNet = Clock.CreateTimer(_ => _ = InvokeAsync(ChangedAsync), null, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Loads again now and shows it, paused or not.</summary>
    protected async Task RefreshAsync()
    {
        Held = 0;
        await TryLoadAsync();
        StateHasChanged();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _subscription?.Dispose();
            _safetyNet?.Dispose();
            _gone.Cancel();
            _gone.Dispose();
        }
    }

    private async Task ChangedAsync()
    {
        if (_gone.IsCancellationRequested)
        {
            return;
        }
        if (Paused)
        {
            Held++;
            StateHasChanged();
            return;
        }
        await RefreshAsync();
    }

    private async Task TryLoadAsync()
    {
        try
        {
            await LoadAsync(_gone.Token);
            LoadError = null;
            LoadedAt = Clock.GetUtcNow();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (StoreTrouble.Is(e) || e is InvalidOperationException)
        {
            LoadError = "The figures could not be read just now. They are tried again by themselves.";
        }
        Loaded = true;
    }
}
