using Beejan.Contracts;
using Beejan.Operations.Runs;
using Beejan.Operations.Scheduling;
using Beejan.Operations.Verification;
using Quartz;

namespace Beejan.Operations;

internal static class Setup
{
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RunLog>();
        builder.Services.AddSingleton<FinishedWorks>();
        builder.Services.AddSingleton<WorkScheduler>();
        builder.Services.AddSingleton<IWorkScheduler>(services => services.GetRequiredService<WorkScheduler>());
        builder.Services.AddQuartz(quartz => quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = 8));
        builder.Services.AddHostedService(services => services.GetRequiredService<WorkScheduler>());
        builder.Services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        builder.Services.AddSingleton<Verifier>();
        builder.Services.AddSingleton<IVerb, VerifyVerb>();
        builder.Services.AddSingleton<IWork, VerifyWork>();
        return builder;
    }
}
