using Beejan.Contracts;

namespace Beejan.Intake;

internal static class Setup
{
    public static WebApplicationBuilder AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IntakeOptions>().BindConfiguration(IntakeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IIntake, Receiver>();
        builder.Services.AddSingleton<IntakePressure>();
        builder.Services.AddSingleton<Inbox>();
        builder.Services.AddSingleton<IInbox>(services => services.GetRequiredService<Inbox>());
        builder.Services.AddHostedService(services => services.GetRequiredService<Inbox>());
        return builder;
    }
}
