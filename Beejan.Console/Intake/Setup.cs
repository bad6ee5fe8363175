namespace Beejan.Intake;

internal static class Setup
{
    public static WebApplicationBuilder AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IIntake, Receiver>();
        return builder;
    }
}
