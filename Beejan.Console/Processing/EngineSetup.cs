using Beejan.Contracts;
using Beejan.Curated.Masking;
using Beejan.Curated.Merging;
using Beejan.Processing.Learning.Verbs;
using Beejan.Processing.Merging;
using Beejan.Processing.Replays;
using Beejan.Processing.Unmasking;

namespace Beejan.Processing;

/// <summary>The engine behind the stages: what judges, promotes and commits.</summary>
internal static class EngineSetup
{
    public static WebApplicationBuilder AddEngine(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ProcessingOptions>().BindConfiguration(ProcessingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ProcessingMeter>();
        builder.Services.AddSingleton<Versions>();
        builder.Services.AddSingleton<RulesInForce>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RulesInForce>());
        builder.Services.AddSingleton<IProbe, RulesProbe>();
        builder.Services.AddSingleton<Choices>();
        builder.Services.AddSingleton<Refinery>();
        builder.Services.AddSingleton<IRehearsal, Rehearsal>();
        builder.Services.AddSingleton<Merger>();
        builder.Services.AddSingleton<IMerging, Merging.Merging>();
        builder.Services.AddSingleton<PageWriter>();
        builder.Services.AddSingleton<SaidPieces>();
        builder.Services.AddSingleton<IMaskedPieces, MaskedPieces>();
        builder.Services.AddSingleton<ProcessingWork>();
        builder.Services.AddSingleton<IWork>(services => services.GetRequiredService<ProcessingWork>());
        builder.Services.AddSingleton<IVerb, ProcessVerb>();
        builder.Services.AddSingleton<IVerb, TrainVerb>();
        builder.Services.AddSingleton<IVerb, EvaluateVerb>();
        builder.Services.AddSingleton<IVerb, RebuildModelsVerb>();
        builder.Services.AddSingleton<ICheck, AnswerCheck>();
        builder.Services.AddSingleton<Replayer>();
        builder.Services.AddSingleton<ReplayRunner>();
        builder.Services.AddSingleton<IWork, ReplayWork>();
        builder.Services.AddSingleton<IVerb, ReplayVerb>();
        return builder;
    }
}
