using Beejan.Contracts;
using Beejan.Intake.Api;
using Beejan.Intake.Files;
using Beejan.Intake.Form;
using Beejan.Intake.Gateways;
using Beejan.Intake.Mappings;
using Beejan.Intake.Pull;
using Beejan.Intake.Watch;
using Beejan.Sources;
using Beejan.Sources.Drift;

namespace Beejan.Intake;

internal static class Setup
{
    public static WebApplicationBuilder AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IntakeOptions>().BindConfiguration(IntakeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<BulkLoads>();
        builder.Services.AddSingleton<ILoading>(services => services.GetRequiredService<BulkLoads>());
        builder.Services.AddSingleton<Receiver>();
        builder.Services.AddSingleton<IIntake>(services => services.GetRequiredService<Receiver>());
        builder.Services.AddSingleton<Inbox>();
        builder.Services.AddSingleton<IInbox>(services => services.GetRequiredService<Inbox>());
        builder.Services.AddHostedService(services => services.GetRequiredService<Inbox>());
        builder.Services.AddSingleton<IntakeApi>();
        builder.Services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<GatewayApi>();
        builder.Services.AddSingleton<SourceControls>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SourceControls>());
        builder.Services.AddOptions<ContractOptions>().BindConfiguration(ContractOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SourceWatch>();
        builder.Services.AddSingleton<SourceSchemas>();
        builder.Services.AddSingleton<IDriftGate>(services => services.GetRequiredService<SourceSchemas>());
        builder.Services.AddSingleton<IProbe, SourceProbe>();
        builder.Services.AddSingleton<IAlarms, SourceAlarms>();
        builder.Services.AddSingleton<IProbe, IntakeProbe>();
        builder.Services.AddSingleton<Pullers>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Pullers>());
        builder.Services.AddSingleton<InboxTrouble>();
        builder.Services.AddSingleton<IProbe>(services => services.GetRequiredService<InboxTrouble>());
        builder.Services.AddSingleton<IWork, CollectInbox>();
        builder.Services.AddSingleton<IVerb, IngestVerb>();
        builder.Services.AddSingleton<Uploads>();
        builder.Services.AddSingleton<SavedMappings>();
        builder.Services.AddSingleton<ISavedSources>(services => services.GetRequiredService<SavedMappings>());
        builder.Services.AddSingleton<Desk>();
        builder.Services.AddRateLimiter(limiter => limiter.AddPolicy<string, FormLimit>(FormLimit.Name));
        return builder;
    }

    /// <summary>The short way in for programs; call before whatever only pages need.</summary>
    public static WebApplication UseIntake(this WebApplication app)
    {
        app.UseMiddleware<IntakeDoor>();
        app.UseMiddleware<LargeForm>();
        return app;
    }

    public static WebApplication MapIntake(this WebApplication app)
    {
        app.UseRateLimiter();
        app.MapIntakeApi();
        // A gateway proves itself by its signature, so these two check for themselves.
        var gateways = app.Services.GetRequiredService<GatewayApi>();
        app.MapPost("/api/v1/intake/sms/{gateway}", (string gateway, HttpContext http) => gateways.HandleAsync(http)).AllowAnonymous().WithName("SmsGateway").WithTags("Intake")
            .WithSummary("Takes what an SMS gateway pushes").WithDescription("With a secret configured the signature decides, without one an API key with the scope intake.")
            .Produces<IntakeAnswer>(202).ProducesProblem(401).ProducesProblem(404).ProducesProblem(413).ProducesProblem(503);
        app.MapPost("/api/v1/intake/sms/{gateway}/{secret}", gateways.HandleAsync).AllowAnonymous().ExcludeFromDescription();
        return app;
    }
}
