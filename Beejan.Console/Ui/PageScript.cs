using Microsoft.JSInterop;

namespace Beejan.Ui;

/// <summary>A page's own script in the browser: started once the page is there, stopped with it. The script calls the page's <c>[JSInvokable]</c> methods.</summary>
public sealed class PageScript : IAsyncDisposable
{
    private readonly IJSObjectReference _running;
    private readonly IDisposable _page;

    private PageScript(IJSObjectReference running, IDisposable page) => (_running, _page) = (running, page);

    /// <summary>Fetches the module and calls its <c>start(page, ...)</c>, which gives back an object with <c>stop()</c>.</summary>
    /// <param name="script">The page's way to the browser.</param>
    /// <param name="module">Such as <c>./queue.js</c>.</param>
    /// <param name="page">Whose methods the script calls.</param>
    /// <param name="more">What <c>start</c> gets beside the page.</param>
    /// <exception cref="JSException">The module is missing or its start failed.</exception>
    public static async Task<PageScript> StartAsync<TPage>(IJSRuntime script, string module, TPage page, params object?[] more)
        where TPage : class
    {
        ArgumentNullException.ThrowIfNull(script);
        var self = DotNetObjectReference.Create(page);
        try
        {
            await using var imported = await script.InvokeAsync<IJSObjectReference>("import", module);
            return new PageScript(await imported.InvokeAsync<IJSObjectReference>("start", [self, .. more]), self);
        }
        catch
        {
            self.Dispose();
            throw;
        }
    }

    /// <summary>Calls one of the running script's functions.</summary>
    public ValueTask TellAsync(string function, params object?[] arguments) => _running.InvokeVoidAsync(function, arguments);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _running.InvokeVoidAsync("stop");
            await _running.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its listeners with it.
        }
        _page.Dispose();
    }
}
