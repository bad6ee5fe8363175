using Beejan.Contracts;
using Beejan.Curated.Cases;
using Beejan.Curated.Masking;
using Beejan.Curated.Merging;
using Beejan.Curated.Persons;
using Beejan.Curated.Reading;

namespace Beejan.Curated;

internal static class Setup
{
    public static WebApplicationBuilder AddCurated(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IComplaints, ComplaintQueries>();
        builder.Services.AddSingleton<IFigures, Figures>();
        builder.Services.AddSingleton<IOutlook, Outlook>();
        builder.Services.AddSingleton<IPeriodFigures, PeriodFigures>();
        builder.Services.AddSingleton<ISayings, Sayings>();
        builder.Services.AddSingleton<INotPersonal, NotPersonal>();
        builder.Services.AddSingleton<IMergedRows, MergedRows>();
        builder.Services.AddSingleton<IProfiles, Profiles>();
        builder.Services.AddSingleton<IThreads, Threads>();
        builder.Services.AddSingleton<ICaseClosings, CaseClosings>();
        builder.Services.AddSingleton<ICurated, CuratedWriter>();
        builder.Services.AddSingleton<ICheck, RollupCheck>();
        builder.Services.AddSingleton<ICheck, SeenCheck>();
        builder.Services.AddSingleton<ICheck, WordsCheck>();
        return builder;
    }
}
