using Beejan.Contracts;
using Beejan.Workshop.Quality;
using Beejan.Workshop.RoutingRules;
using Beejan.Workshop.Teaching;

namespace Beejan.Workshop;

internal static class Setup
{
    public static WebApplicationBuilder AddWorkshop(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Corrections>();
        builder.Services.AddSingleton(new TeachingCorpus());
        builder.Services.AddSingleton<Retraining>();
        builder.Services.AddSingleton<ModelActs>();
        builder.Services.AddSingleton<Simulation>();
        builder.Services.AddSingleton<IWork, RetrainWork>();
        builder.Services.AddSingleton<IVerb, RetrainVerb>();
        builder.Services.AddOptions<QualityOptions>().BindConfiguration(QualityOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<QualityWatch>();
        builder.Services.AddSingleton<IWork, QualityWork>();
        builder.Services.AddSingleton<IProbe, QualityProbe>();
        builder.Services.AddSingleton<IAlarms, QualityAlarms>();
        return builder;
    }

    public static void MapWorkshop(this IEndpointRouteBuilder routes)
    {
        routes.MapRules();
        routes.MapModels();
    }
}
