using System.Net.Http.Headers;
using Beejan.Tests.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Beejan.Tests;

/// <summary>The real program with its own empty data directory. No sandbox, no demo data; the administrator and the API key below.</summary>
public sealed class ConsoleHost : WebApplicationFactory<Program>
{
    public const string Admin = "boss@beejan.test";
    public const string Password = "Sturdy-Lagoon-42";
    public const string Key = "bootstrap-key-0123456789";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("beejan-host-");

    /// <summary>The top of the repository: the content root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Further settings, set before the first client is made.</summary>
    public Dictionary<string, string> Settings { get; } = new()
    {
        ["Beejan:Access:BootstrapAdmin:Email"] = Admin,
        ["Beejan:Access:BootstrapAdmin:Password"] = Password,
        ["Beejan:Access:BootstrapApiKey"] = Key,
    };

    /// <summary>Services put on top of the program's own, set before the first client is made.</summary>
    public Action<IServiceCollection>? With { get; init; }

    /// <summary>The same program on a PostgreSQL database of its own.</summary>
    public static ConsoleHost On(bool postgres, Action<IServiceCollection>? with = null)
    {
        var host = new ConsoleHost { With = with };
        if (postgres)
        {
            host.Settings["Beejan:Storage:Provider"] = "PostgreSql";
            host.Settings["Beejan:Storage:ConnectionString"] = PostgresServer.NewDatabase();
        }
        return host;
    }

    /// <summary>A client of the API with all rights.</summary>
    public HttpClient Api()
    {
        var client = Browser();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return client;
    }

    /// <summary>A client that keeps cookies and does not follow redirects.</summary>
    public HttpClient Browser() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(Root).UseEnvironment("Production");
        builder.UseSetting("Beejan:Storage:DataDirectory", _data.FullName);
        builder.UseSetting("Beejan:Sandbox:Enabled", "false");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }
        if (With is not null)
        {
            builder.ConfigureServices(With);
        }
    }

    protected override IHost CreateHost(IHostBuilder builder) => new StoppedByProgram(base.CreateHost(builder));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        try
        {
            _data.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A file may still be open for a moment; the directory is a temporary one.
        }
    }

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Beejan.sln")))
        {
            at = at.Parent ?? throw new InvalidOperationException("Beejan.sln is above none of the test's folders");
        }
        return at.FullName;
    }
}

/// <summary>
/// Asks the program to end and leaves the rest to it: Program.cs stops and disposes its host itself, and a second one doing so at the same
/// time meets services that are disposed or collections that change under it.
/// </summary>
file sealed class StoppedByProgram(IHost host) : IHost
{
    public IServiceProvider Services => host.Services;

    public Task StartAsync(CancellationToken cancellationToken = default) => host.StartAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var told = lifetime.ApplicationStopped.Register(stopped.SetResult);
        lifetime.StopApplication();
        // For a program that never stops, not for a slow one.
        await stopped.Task.WaitAsync(TimeSpan.FromMinutes(3), cancellationToken);
    }

    public void Dispose()
    {
        // Program.cs does.
    }
}
