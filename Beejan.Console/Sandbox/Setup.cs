using Beejan.Contracts;
using Beejan.Sandbox.Feed;
using Beejan.Ui;

namespace Beejan.Sandbox;

internal static class Setup
{
    public static WebApplicationBuilder AddSandbox(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SandboxOptions>().BindConfiguration(SandboxOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<FillMark>();
        builder.Services.AddSingleton<CaseWorkers>();
        builder.Services.AddSingleton<SandboxProgress>();
        builder.Services.AddSingleton<IBackgroundProgress>(services => services.GetRequiredService<SandboxProgress>());
        builder.Services.AddHostedService<SandboxFeed>();
        builder.Services.AddSingleton<IVerb, SandboxVerb>();
        return builder;
    }
}
