using System.Runtime.InteropServices;
using Beejan.Cli;
using Beejan.Curated;
using Beejan.Customers;
using Beejan.Governance;
using Beejan.Intake;
using Beejan.Operations;
using Beejan.Processing;
using Beejan.RawZone;
using Beejan.Rulebook;
using Beejan.Sandbox;
using Beejan.Serving;
using Beejan.Shell;
using Beejan.Signals;
using Beejan.Sources;
using Beejan.Storage;
using Beejan.Workshop;

var serves = args.Length == 0 || args[0] == "serve" || args[0].StartsWith("--", StringComparison.Ordinal);
serves = serves && !args.Contains("--help") && !args.Contains("-h");
if (args is ["--version"])
{
    Console.WriteLine(ServeArguments.Version);
    return 0;
}
if (serves && ServeArguments.Faults([.. args.SkipWhile(a => a == "serve")]).ToList() is { Count: > 0 } strange)
{
    Console.Error.WriteLine(string.Join(Environment.NewLine, strange));
    return 2;
}
try
{
    // Options are checked once, at start; without this the whole folder is watched for changes, each write to the lake among them.
    Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
    var builder = ProgramFolder.CreateBuilder(serves ? [.. args.SkipWhile(a => a == "serve")] : []);
    builder.AddStorage().AddSignals().AddGovernance().AddRulebook()
           .AddSources().AddRawZone().AddIntake().AddProcessing().AddCurated().AddCustomers()
           .AddServing().AddOperations().AddWorkshop().AddSandbox().AddCli(serves);
    if (serves)
    {
        builder.AddShell();
    }
    await using var app = builder.Build();
    StartFaults.ThrowIfAny(builder.Services, app.Services);
    Task PrepareAsync(CancellationToken ct) => app.Services.StartOnStoreAsync(async () =>
    {
        await app.Services.MigrateAsync(ct);
        await app.Services.HealRawZoneAsync(ct);
    });

    if (!serves)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) => { e.Cancel = true; stop.Cancel(); };
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => { signal.Cancel = true; stop.Cancel(); });
        var exit = 0;
        // Verbs are made before they run, and some of their parts read or make a file of the data directory then.
        await app.Services.StartOnStoreAsync(async () => exit = await new VerbRunner(Console.Out, Console.Error, PrepareAsync).RunAsync(app.Services, args, stop.Token));
        return exit;
    }
    await PrepareAsync(CancellationToken.None);
    app.Services.ServeStore();
    await app.Services.StartOnStoreAsync(() =>
    {
        app.UseSecurityHeaders().UseErrors().UseIntake().UseShell().UseGovernance();
        app.MapIntake();
        app.MapServing();
        app.MapCustomers();
        app.MapOperations();
        app.MapWorkshop();
        app.MapShell();
        return Task.CompletedTask;
    });
    try
    {
        await app.RunAsync();
    }
    catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
    {
        Console.Error.WriteLine("The console was told to stop and ended before all its parts had: what was acknowledged is on disk, the next start goes on from there");
        return 3;
    }
    return 0;
}
catch (Exception e) when (StartFaults.Of(e) is { Count: > 0 } faults)
{
    Console.Error.WriteLine(string.Join(Environment.NewLine, faults));
    return 2;
}
catch (UnusableStoreException e)
{
    Console.Error.WriteLine(e.Message);
    return 3;
}

/// <summary>The entry point, visible to the web tests.</summary>
public partial class Program;
