using Beejan.Contracts;
using Beejan.Operations.Alerts;
using Beejan.Operations.Backup;
using Beejan.Operations.DeadLetters;
using Beejan.Operations.Flow;
using Beejan.Operations.Health;
using Beejan.Operations.Instances;
using Beejan.Operations.Metrics;
using Beejan.Operations.Pipeline;
using Beejan.Operations.Replays;
using Beejan.Operations.Runs;
using Beejan.Operations.Scheduling;
using Beejan.Operations.Trace;
using Beejan.Operations.Verification;
using Beejan.RawZone.Reading;
using Beejan.Storage;
using Quartz;

namespace Beejan.Operations;

internal static class Setup
{
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<OperationsOptions>().BindConfiguration(OperationsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RunLog>();
        builder.Services.AddSingleton<OpenRuns>();
        builder.Services.AddSingleton<AskedWorks>();
        builder.Services.AddSingleton<WaitingWorks>();
        builder.Services.AddSingleton<FinishedWorks>();
        builder.Services.AddSingleton<WorkScheduler>();
        builder.Services.AddSingleton<IWorkScheduler>(services => services.GetRequiredService<WorkScheduler>());
        builder.Services.AddQuartz(quartz => quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = 8));
        builder.Services.AddHostedService(services => services.GetRequiredService<WorkScheduler>());
        builder.Services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        builder.Services.AddHostedService<PostgresChangeFeed>();
        builder.Services.AddSingleton<Verifier>();
        builder.Services.AddSingleton<IVerb, VerifyVerb>();
        builder.Services.AddSingleton<Backup.Backup>();
        builder.Services.AddSingleton<IDatabaseCopy>(services => services.GetRequiredService<IDatabase>().IsSqlite
            ? ActivatorUtilities.CreateInstance<SqliteCopy>(services) : ActivatorUtilities.CreateInstance<PostgresCopy>(services));
        builder.Services.AddSingleton<IVerb, BackupVerb>();
        builder.Services.AddSingleton<IVerb, RestoreVerb>();
        builder.Services.AddSingleton<IWork, VerifyWork>();
        builder.Services.AddSingleton<IWork, ForgetRuns>();
        return builder.AddWatching();
    }

    public static WebApplication MapOperations(this WebApplication app)
    {
        // Asked for, so that it listens from the start and not from the first scrape.
        app.Services.GetRequiredService<MetricStore>();
        app.Services.GetRequiredService<Instruments>();
        app.MapHealth();
        app.MapPipeline();
        app.MapDeadLetters();
        app.MapReplays();
        app.MapAlerts();
        return app;
    }

    private static WebApplicationBuilder AddWatching(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RunQuery>();
        builder.Services.AddSingleton<SetAside>();
        builder.Services.AddSingleton<Traces>();
        builder.Services.AddSingleton<RawLooks>();
        builder.Services.AddSingleton<FlowSampler>();
        builder.Services.AddHostedService(services => services.GetRequiredService<FlowSampler>());
        builder.Services.AddSingleton<Instruments>();
        builder.Services.AddSingleton<MetricStore>();
        builder.Services.AddSingleton<Doctor>();
        builder.Services.AddOptions<AlertOptions>().BindConfiguration(AlertOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AlertMail>();
        builder.Services.AddSingleton<AlertJournal>();
        builder.Services.AddSingleton<AlertStream>();
        builder.Services.AddSingleton<AlertDesk>();
        builder.Services.AddSingleton<IAlerts>(services => services.GetRequiredService<AlertDesk>());
        builder.Services.AddSingleton<IAlarms, HealthAlarms>();
        builder.Services.AddSingleton<IAlarms, RunAlarms>();
        builder.Services.AddSingleton<IWork, WatchAlarms>();
        builder.Services.AddSingleton<IProbe, MailProbe>();
        builder.Services.AddSingleton<IProbe, DatabaseProbe>();
        builder.Services.AddSingleton<IProbe, DiskProbe>();
        builder.Services.AddSingleton<IProbe, RawZoneProbe>();
        builder.Services.AddSingleton<IProbe, QueueProbe>();
        builder.Services.AddSingleton<IProbe, ClockProbe>();
        builder.Services.AddSingleton<IProbe, SchedulerProbe>();
        builder.Services.AddSingleton<IProbe, RunsProbe>();
        return builder;
    }
}
