using Beejan.Contracts;
using Beejan.Workshop.RoutingRules;
using Beejan.Workshop.Teaching;

namespace Beejan.Workshop;

internal static class Setup
{
    public static WebApplicationBuilder AddWorkshop(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Corrections>();
        builder.Services.AddSingleton<Retraining>();
        builder.Services.AddSingleton<Simulation>();
        builder.Services.AddSingleton<IWork, RetrainWork>();
        builder.Services.AddSingleton<IVerb, RetrainVerb>();
        return builder;
    }

    public static void MapWorkshop(this IEndpointRouteBuilder routes) => routes.MapRules();
}
