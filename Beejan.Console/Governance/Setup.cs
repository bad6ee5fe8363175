using Beejan.Contracts;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Beejan.Governance.Idempotency;
using Beejan.Governance.Privacy;

namespace Beejan.Governance;

internal static class Setup
{
    public static WebApplicationBuilder AddGovernance(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IAuditTrail, AuditTrail>();
        builder.Services.AddSingleton<ICheck, AuditCheck>();
        builder.Services.AddSingleton<Pseudonyms>();
        builder.Services.AddSingleton<IdentityKeys>();
        builder.Services.AddSingleton<IMessagingChoices, MessagingChoices>();
        builder.Services.AddOptions<IdempotencyOptions>().BindConfiguration(IdempotencyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IdempotentAnswers>();
        builder.Services.AddSingleton<IWork, ForgetIdempotencyKeys>();
        builder.Services.AddAccess();
        return builder;
    }

    /// <summary>First of all: who asked, by the word of proxies that are believed, and the headers that every answer carries.</summary>
    public static WebApplication UseSecurityHeaders(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use(SecurityHeaders.AddAsync);
        return app;
    }

    /// <summary>Who is it, may they, and did the form come from us. What is mapped without a policy is closed.</summary>
    public static WebApplication UseGovernance(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapAccess();
        return app;
    }
}
