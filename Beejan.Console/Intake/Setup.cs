using Beejan.Contracts;
using Beejan.Intake.Api;
using Beejan.Intake.Files;
using Beejan.Intake.Form;

namespace Beejan.Intake;

internal static class Setup
{
    public static WebApplicationBuilder AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IntakeOptions>().BindConfiguration(IntakeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Receiver>();
        builder.Services.AddSingleton<IIntake>(services => services.GetRequiredService<Receiver>());
        builder.Services.AddSingleton<Inbox>();
        builder.Services.AddSingleton<IInbox>(services => services.GetRequiredService<Inbox>());
        builder.Services.AddHostedService(services => services.GetRequiredService<Inbox>());
        builder.Services.AddSingleton<IntakeApi>();
        builder.Services.AddSingleton<IWork, CollectInbox>();
        builder.Services.AddSingleton<IVerb, IngestVerb>();
        builder.Services.AddSingleton<Uploads>();
        builder.Services.AddSingleton<Desk>();
        builder.Services.AddRateLimiter(limiter => limiter.AddPolicy<string, FormLimit>(FormLimit.Name));
        return builder;
    }

    public static WebApplication MapIntake(this WebApplication app)
    {
        app.UseRateLimiter();
        app.MapIntakeApi();
        return app;
    }
}
