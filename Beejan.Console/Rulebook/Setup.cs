using Beejan.Contracts;

namespace Beejan.Rulebook;

internal static class Setup
{
    public static WebApplicationBuilder AddRulebook(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RuleBook>();
        builder.Services.AddSingleton<RuleFiles>();
        builder.Services.AddSingleton<ICheck, RuleCheck>();
        return builder;
    }
}
