using System.Runtime.CompilerServices;
using System.Text;
using Beejan.Contracts;
using Beejan.Governance;
using Beejan.Intake;
using Beejan.RawZone;
using Beejan.Signals;
using Beejan.Sources;
using Beejan.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Beejan.Tests.Intake;

/// <summary>Storage, raw zone and intake on a real SQLite file and lake of their own; the source <c>lines</c> cuts "key|text" lines.</summary>
internal sealed class IntakeHouse : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("beejan-intake-");
    private readonly WebApplication _app;

    private IntakeHouse(Action<IServiceCollection>? services, bool serves)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Beejan:Storage:DataDirectory"] = _folder.FullName });
        builder.AddStorage().AddSignals().AddGovernance().AddSources().AddRawZone().AddIntake();
        builder.Services.AddSingleton<ISource, LineSource>();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        services?.Invoke(builder.Services);
        if (serves)
        {
            WebHouse.Serve(builder);
        }
        _app = builder.Build();
    }

    public MovableClock Clock { get; } = new();

    public WebApplication App => _app;

    public string Data => _folder.FullName;

    public static async Task<IntakeHouse> OpenAsync(Action<IServiceCollection>? services = null)
    {
        var house = new IntakeHouse(services, false);
        await house._app.Services.MigrateAsync();
        return house;
    }

    public static async Task<IntakeHouse> ServeAsync(Action<IServiceCollection>? services = null)
    {
        var house = new IntakeHouse(services, true);
        await house._app.Services.MigrateAsync();
        WebHouse.Map(house._app);
        await house._app.StartAsync();
        return house;
    }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public Task<IntakeResult> ReceiveAsync(string text, Stream? content = null) =>
        Get<IIntake>().ReceiveAsync(LineSource.Name, Delivery(text, content), true, CancellationToken.None);

    public static Delivery Delivery(string text, Stream? content = null) =>
        new("lines.txt", "text/plain", content ?? new MemoryStream(Encoding.UTF8.GetBytes(text)), DateTimeOffset.UnixEpoch);

    public async Task<SourceBalance> BalanceAsync() => (await Get<IBalance>().ReadAsync(CancellationToken.None)).Single(b => b.Source == LineSource.Name.Value);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>A line is a record; before the bar stands its key. A line without text is unreadable.</summary>
internal sealed class LineSource : ISource
{
    public static SourceId Name { get; } = new("lines");

    public SourceId Id => Name;

    public string Title => "Lines";

    public async IAsyncEnumerable<RawRecord> SplitAsync(Delivery delivery, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new StreamReader(delivery.Content, leaveOpen: true);
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            var key = line.Split('|')[0] is { Length: > 0 } given ? given : delivery.Key ?? "";
            yield return new RawRecord(Id, key, "text/plain", Encoding.UTF8.GetBytes(line), delivery.ReceivedAt, null, delivery.Name);
        }
    }

    public Parsed Parse(long rawId, long root, RawRecord raw) => Encoding.UTF8.GetString(raw.Payload.Span).Split('|') is [_, { Length: > 0 } text, ..]
        ? new Parsed.Ok(new ComplaintDraft(rawId, root, Id, raw.Key, raw.ObservedAt) { Given = new Given { Text = text } })
        : new Parsed.Unreadable(new Reason("text.missing", "There is no text: write it after the bar", "text"));
}

/// <summary>The real time, moved ahead by hand; stands at a time once it is told one.</summary>
internal sealed class MovableClock : TimeProvider
{
    private DateTimeOffset? _stands;

    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => (_stands ?? base.GetUtcNow()) + Ahead;

    /// <summary>From now on only <see cref="Ahead"/> moves it.</summary>
    public void Stand(DateTimeOffset at) => (_stands, Ahead) = (at, TimeSpan.Zero);
}
