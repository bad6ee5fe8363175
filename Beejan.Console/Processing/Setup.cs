using Beejan.Contracts;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Rules;
using Beejan.Processing.Rules.Personal;
using Beejan.Processing.Rules.Plain;
using Beejan.Processing.Stages;

namespace Beejan.Processing;

internal static class Setup
{
    public static WebApplicationBuilder AddProcessing(this WebApplicationBuilder builder)
    {
        builder.Services.AddStages();
        return builder.AddEngine();
    }

    /// <summary>The stages in the order a complaint passes them. Order is read here, never discovered.</summary>
    public static IServiceCollection AddStages(this IServiceCollection services) => services
        .AddSingleton<Taxonomy>()
        .AddSingleton<ITaxonomy, TaxonomyInForce>()
        .AddSingleton<Places>()
        .AddSingleton<IGloss, Gloss>()
        .AddSingleton<ShippedRecipes>()
        .AddSingleton<ShippedModels>()
        .AddSingleton<Languages>()
        .AddSingleton<Sentiments>()
        .AddSingleton<Urgency>()
        .AddSingleton<Ranking>()
        .AddSingleton<IRanking>(services => services.GetRequiredService<Ranking>())
        .AddSingleton<Persons>()
        .AddSingleton<Tokens>()
        .AddSingleton<MaskTally>()
        .AddSingleton<IStage, CleanStage>()
        .AddSingleton<IStage, TimeStage>()
        .AddSingleton<IStage, PhoneStage>()
        .AddSingleton<IStage, PlaceStage>()
        .AddSingleton<IStage, MaskStage>()
        .AddSingleton<IStage, ModelStage>()
        .AddSingleton<IStage, PriorityStage>()
        .AddSingleton<IStage, RoutingStage>()
        .AddSingleton<IStage, PrintStage>()
        .AddSingleton<IStage, ThreadStage>()
        .AddSingleton<IStage, DuplicateStage>()
        .AddSingleton<IStage, ProfileStage>();
}
