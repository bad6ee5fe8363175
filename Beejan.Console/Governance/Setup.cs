using Beejan.Governance.Access;
using Beejan.Governance.Privacy;

namespace Beejan.Governance;

internal static class Setup
{
    public static WebApplicationBuilder AddGovernance(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthorization(authorization =>
        {
            foreach (var policy in Policies.All)
            {
                authorization.AddPolicy(policy, p => p.RequireAuthenticatedUser().RequireAssertion(c => Rights.Holds(c.User, policy)));
            }
        });
        builder.Services.AddSingleton<Pseudonyms>();
        return builder;
    }
}
