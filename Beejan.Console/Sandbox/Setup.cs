using Beejan.Contracts;
using Beejan.Intake.Watch;
using Beejan.Sandbox.Feed;
using Beejan.Sandbox.X;
using Beejan.Sources.Social;
using Beejan.Ui;
using Microsoft.Extensions.Options;

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
        builder.Services.AddSingleton<ILoading>(services => services.GetRequiredService<SandboxProgress>());
        builder.Services.AddSingleton<SandboxX>();
        builder.Services.AddSingleton<IPostConfigureOptions<SocialOptions>, SandboxX.Settings>();
        builder.Services.AddSingleton<IPostConfigureOptions<ContractOptions>, SandboxContracts>();
        builder.Services.AddTransient<SandboxX.Way>();
        builder.Services.AddHttpClient(XApi.Client).AddHttpMessageHandler<SandboxX.Way>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SandboxX>());
        builder.Services.AddHostedService<SandboxFeed>();
        builder.Services.AddSingleton<IVerb, SandboxVerb>();
        return builder;
    }
}
