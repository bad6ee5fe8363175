using Beejan.Sources.CallCenter;
using Beejan.Sources.Drift;
using Beejan.Sources.Email;
using Beejan.Sources.Files;
using Beejan.Sources.Sms;
using Beejan.Sources.Social;
using Beejan.Sources.WebForm;
using Microsoft.Extensions.Options;

namespace Beejan.Sources;

internal static class Setup
{
    public static WebApplicationBuilder AddSources(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CallCenterOptions>().BindConfiguration(CallCenterOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<EmailOptions>().BindConfiguration(EmailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<FilesOptions>().BindConfiguration(FilesOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<SmsOptions>().BindConfiguration(SmsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<SocialOptions>().BindConfiguration(SocialOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<WebFormOptions>().BindConfiguration(WebFormOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ISource, CallCenterSource>();
        builder.Services.AddSingleton<ISource, EmailSource>();
        builder.Services.AddSingleton<ISource>(services => new FilesSource("files", "Files", services.GetRequiredService<IOptions<FilesOptions>>().Value));
        builder.Services.AddSingleton<ISource, SmsSource>();
        builder.Services.AddSingleton<ISource, SocialSource>();
        builder.Services.AddSingleton<ISource, WebFormSource>();
        // The connection of a stream stands for days; how long nothing may come is the connector's business.
        builder.Services.AddHttpClient(XApi.Client, client => client.Timeout = Timeout.InfiniteTimeSpan);
        builder.Services.AddSingleton<XApi>();
        builder.Services.AddSingleton<IPulledSource, XConnector>();
        builder.Services.AddSingleton<ISavedSources, NoSavedSources>();
        builder.Services.AddSingleton<SourceCatalogue>();
        builder.Services.AddSingleton<Contracts.ISourceNames>(services => services.GetRequiredService<SourceCatalogue>());
        builder.Services.AddSingleton<IDriftGate, OpenDriftGate>();
        return builder;
    }
}
