using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Beejan.Tests.Journeys;
using Beejan.Tests.Storage;
using Microsoft.Playwright;
using Xunit;

namespace Beejan.Tests.Browser;

/// <summary>The real program as a process and a real Chromium in front of it, shared by the tests of this folder, which run one at a time and alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class ConsoleInBrowser : IAsyncLifetime, ICollectionFixture<ConsoleInBrowser>
{
    public const string Name = "Browser";

    /// <summary>Milliseconds. Generous: what is measured is printed, and a slow machine is no bug.</summary>
    private const float Patience = 90_000;

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly string _data = Directory.CreateTempSubdirectory("beejan-browser-").FullName;
    private readonly int _port = FreePort.Next();
    private readonly List<IBrowserContext> _contexts = [];
    private ConsoleProcess? _console;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _signedIn;
    private int _posted;

    /// <summary>Further settings of the process, as environment variables.</summary>
    protected virtual (string Name, string Value)[] Environment => [];

    /// <summary>Where the console listens, without a slash at the end.</summary>
    public string Address => $"http://127.0.0.1:{_port}";

    /// <summary>A client of the API that may everything.</summary>
    public HttpClient Api { get; } = new();

    public async Task InitializeAsync()
    {
        Api.BaseAddress = new Uri(Address);
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ConsoleProcess.ApiKey);
        await StartAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        // Debian's Chromium stands in for the one Playwright would download.
        System.Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments, Headless = true });
    }

    /// <summary>Serves on the same port and data directory as before.</summary>
    public async Task StartAsync() => _console = await ConsoleProcess.ServeAsync(_data, _port, Environment);

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _console?.Dispose();
        _console = null;
    }

    /// <summary>A page of a browser that knows nobody.</summary>
    public async Task<IPage> StrangerAsync(bool javaScript = true) => await OpenAsync(new() { JavaScriptEnabled = javaScript });

    /// <summary>A page of a browser that is signed in as the administrator.</summary>
    public async Task<IPage> SignedInAsync(string path, int width = 1440)
    {
        if (_signedIn is null)
        {
            var first = await StrangerAsync();
            await SignInAsync(first, "/account");
            _signedIn = await first.Context.StorageStateAsync();
        }
        var page = await OpenAsync(new() { StorageState = _signedIn, ViewportSize = new() { Width = width, Height = 900 } });
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Goes to a page as a stranger, is sent to the form and fills it.</summary>
    public static async Task SignInAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.GetByLabel("E-mail").FillAsync(ConsoleHost.Admin);
        await page.GetByLabel("Password").FillAsync(ConsoleHost.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Posts a complaint of the web form; returns its number, BJN-….</summary>
    /// <param name="phone">Null: another customer each time.</param>
    public async Task<string> PostAsync(string state, string message, string? phone = null)
    {
        var n = Interlocked.Increment(ref _posted);
        using var answer = await Api.PostAsJsonAsync("/api/v1/intake/web-form",
            new { submissionId = $"browser-{n}", phone = phone ?? $"0803{5550000 + n}", state, message });
        answer.EnsureSuccessStatusCode();
        var receipt = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return receipt.GetProperty("receipts")[0].GetProperty("number").GetString()!;
    }

    /// <summary>Closes the pages that were opened.</summary>
    public async Task CloseAsync()
    {
        foreach (var context in _contexts)
        {
            await context.CloseAsync();
        }
        _contexts.Clear();
    }

    public Task<JsonElement> ComplaintAsync(string number) => Api.GetFromJsonAsync<JsonElement>($"/api/v1/complaints/{number}");

    /// <summary>How many complaints that state has.</summary>
    public async Task<int> CountAsync(string state) =>
        (await Api.GetFromJsonAsync<JsonElement>($"/api/v1/complaints?count=true&state={state}")).GetProperty("total").GetInt32();

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }
        _playwright?.Dispose();
        Kill();
        Api.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private async Task<IPage> OpenAsync(BrowserNewContextOptions options)
    {
        options.BaseURL = Address;
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        _contexts.Add(context);
        return await context.NewPageAsync();
    }
}

/// <summary>The same on a PostgreSQL database.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleOnPostgresInBrowser : ConsoleInBrowser, ICollectionFixture<ConsoleOnPostgresInBrowser>
{
    public new const string Name = "Browser on PostgreSQL";

    protected override (string Name, string Value)[] Environment { get; } =
        [("Beejan__Storage__Provider", "PostgreSql"), ("Beejan__Storage__ConnectionString", PostgresServer.NewDatabase())];
}
