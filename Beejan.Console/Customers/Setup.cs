using Beejan.Contracts;
using Beejan.Customers.Linking;
using Beejan.Customers.Pages;
using Beejan.Customers.Profiles;

namespace Beejan.Customers;

internal static class Setup
{
    public static WebApplicationBuilder AddCustomers(this WebApplicationBuilder builder)
    {
        builder.Services.AddCustomersParts();
        return builder;
    }

    public static IServiceCollection AddCustomersParts(this IServiceCollection services)
    {
        services.AddOptions<CustomersOptions>().BindConfiguration(CustomersOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ProfileFile>();
        services.AddSingleton<ProfileWriter>();
        services.AddSingleton<ProfileImport>();
        services.AddSingleton<IInboxFolder, ProfilesFolder>();
        services.AddSingleton<IVerb, ProfilesVerb>();
        services.AddSingleton<FactsReader>();
        services.AddSingleton<PersonTable>();
        services.AddSingleton<PairTable>();
        services.AddSingleton<Links>();
        services.AddSingleton<LinkingWork>();
        services.AddSingleton<IWork>(provider => provider.GetRequiredService<LinkingWork>());
        services.AddSingleton<ICheck, PersonCheck>();
        services.AddSingleton<CustomerReader>();
        services.AddSingleton<ClearLooks>();
        return services;
    }

    public static WebApplication MapCustomers(this WebApplication app)
    {
        app.MapProfiles();
        app.MapPersons();
        return app;
    }
}
