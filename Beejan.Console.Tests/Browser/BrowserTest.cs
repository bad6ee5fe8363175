using Xunit;

namespace Beejan.Tests.Browser;

/// <summary>A test before the shared console; the pages it opened are closed after it.</summary>
public abstract class BrowserTest(ConsoleInBrowser console) : IAsyncLifetime
{
    protected ConsoleInBrowser Console { get; } = console;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Console.CloseAsync();
}
