using Beejan.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Beejan.Governance.Access;

internal static class Setup
{
    /// <summary>Picks the API key when the request carries one, otherwise the cookie.</summary>
    private const string KeyOrCookie = "KeyOrCookie";

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ApiKeys>().AddSingleton<Users>().AddSingleton<SetupToken>().AddScoped<SignIn>();
        services.ConfigureOptions<Proxies>();
        services.AddHostedService<FirstStart>().AddHostedService<Upkeep>();
        services.AddScoped<AuthenticationStateProvider, CircuitIdentity>();
        AddPeople(services);
        AddSchemes(services);
        services.AddAntiforgery(antiforgery =>
            (antiforgery.Cookie.Name, antiforgery.Cookie.SecurePolicy, antiforgery.SuppressXFrameOptionsHeader) = ("beejan.form", CookieSecurePolicy.SameAsRequest, true));
        services.AddAuthorization(authorization =>
        {
            foreach (var policy in Policies.All)
            {
                authorization.AddPolicy(policy, p => p.RequireAuthenticatedUser().RequireAssertion(c => Rights.Holds(c.User, policy)));
            }
            authorization.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        });
        // The keys that sign cookies and forms live in the data directory: a restart or a restore keeps people signed in.
        services.AddDataProtection();
        services.AddOptions<KeyManagementOptions>().Configure<DataDirectory, ILogger<KeyFiles>>((keys, directory, log) =>
            keys.XmlRepository = new KeyFiles(directory.Folder("keys"), log));
    }

    public static void MapAccess(this IEndpointRouteBuilder app) =>
        app.MapPost("/logout", async (HttpContext context, IAntiforgery antiforgery, SignIn signIn) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return Results.BadRequest();
            }
            await signIn.OutAsync(context.User, context.RequestAborted);
            return Results.LocalRedirect("/login");
        }).RequireAuthorization().ExcludeFromDescription();

    private static void AddPeople(IServiceCollection services)
    {
        services.AddIdentityCore<IdentityUser>(identity =>
        {
            identity.User.RequireUniqueEmail = true;
            identity.Password = new PasswordOptions
            {
                RequiredLength = PasswordRules.LeastLength, RequiredUniqueChars = 1, RequireDigit = false, RequireLowercase = false, RequireNonAlphanumeric = false, RequireUppercase = false,
            };
        }).AddRoles<IdentityRole>().AddEntityFrameworkStores<BeejanDbContext>().AddPasswordValidator<PasswordRules>().AddSignInManager().AddDefaultTokenProviders();
        services.AddOptions<IdentityOptions>().Configure<IOptions<AccessOptions>>((identity, access) =>
        {
            identity.Lockout.MaxFailedAccessAttempts = access.Value.LockoutAfter;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(access.Value.LockoutMinutes);
        });
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = CircuitIdentity.Interval);
    }

    private static void AddSchemes(IServiceCollection services)
    {
        services.AddAuthentication(KeyOrCookie)
            .AddPolicyScheme(KeyOrCookie, null, scheme => scheme.ForwardDefaultSelector = context =>
                ApiKeyHandler.Presented(context.Request) is null ? IdentityConstants.ApplicationScheme : ApiKeyHandler.Scheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Scheme, null)
            .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
            {
                cookie.Cookie.Name = "beejan.sign-in";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.SlidingExpiration = true;
                cookie.Events = new CookieAuthenticationEvents
                {
                    OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync,
                    OnRedirectToLogin = redirect => Refusal.ToSignInAsync(redirect.HttpContext),
                    OnRedirectToAccessDenied = redirect => Refusal.ToDeniedAsync(redirect.HttpContext),
                };
            })
            // Identity signs a user who was changed out of this one too, whether anybody ever used it or not.
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<AccessOptions>>((cookie, access) =>
            cookie.ExpireTimeSpan = TimeSpan.FromHours(access.Value.SignInHours));
    }
}
