using System.Reflection;
using Beejan.Contracts;
using Beejan.Processing;
using Beejan.Sources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Architecture;

/// <summary>What the whole house promises: nothing unguarded, nothing forgotten, everything short.</summary>
public sealed class HouseTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private static readonly Assembly App = typeof(Program).Assembly;

    /// <summary>Open to everybody, on purpose.</summary>
    private static readonly string[] Open =
    [
        "/login", "/setup", "/error", "/not-found", "/problems", "/problems/{Code}", "/complain", "/complain/receipt/{Number}", "/alive", "/health", "/_framework/blazor.web.js", "/_framework/opaque-redirect",
        "/_blazor/initializers", "/_blazor/disconnect", "/api/v1/intake/sms/{gateway}", "/api/v1/intake/sms/{gateway}/{secret}",
    ];

    /// <summary>Open to everybody who is signed in or has a key, whatever the role or scope.</summary>
    private static readonly string[] AnyRole = ["/account", "/denied", "/logout", "/openapi/{documentName}.json"];

    [Fact]
    public void Every_page_names_a_policy_or_is_on_the_list()
    {
        var strays =
            from page in App.GetTypes()
            from route in page.GetCustomAttributes<RouteAttribute>()
            where page.GetCustomAttribute<AuthorizeAttribute>()?.Policy is null
            where !(page.GetCustomAttribute<AllowAnonymousAttribute>() is not null ? Open : AnyRole).Contains(route.Template)
            select $"{route.Template} ({page.FullName}) names no policy";
        AssertNone(strays);
    }

    [Fact]
    public void Every_endpoint_is_guarded_or_on_the_list()
    {
        using var started = host.CreateClient();
        var strays =
            from endpoint in host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            let route = "/" + (endpoint.RoutePattern.RawText ?? "").Trim('/')
            where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
                ? !Open.Contains(route)
                : !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy is not null)
                    && endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null && !AnyRole.Contains(route) && !IsFrameworks(route)
            select $"{route}: {endpoint.DisplayName}";
        AssertNone(strays);
    }

    /// <summary>Blazor's own addresses: the fallback policy closes them to strangers.</summary>
    private static bool IsFrameworks(string route) => route.StartsWith("/_blazor", StringComparison.Ordinal) || route.StartsWith("/_framework", StringComparison.Ordinal);

    [Theory]
    [InlineData(typeof(IWork))]
    [InlineData(typeof(IStage))]
    [InlineData(typeof(ISource))]
    [InlineData(typeof(IVerb))]
    public void Every_plural_contract_s_types_are_registered_exactly_once(Type contract)
    {
        using var scope = host.Services.CreateScope();
        var registered = scope.ServiceProvider.GetServices(contract).GroupBy(s => s!.GetType()).ToDictionary(g => g.Key, g => g.Count());
        AssertNone(
            from type in App.GetTypes()
            where contract.IsAssignableFrom(type) && type is { IsAbstract: false, IsInterface: false }
            let times = registered.GetValueOrDefault(type)
            where times != 1
            select $"{type.FullName} is registered {times} times");
    }

    [Fact]
    public void Every_file_is_short_and_no_folder_is_a_drawer()
    {
        string[] drawers = ["Utils", "Common", "Helpers", "Services", "Managers", "Models", "Extensions", "Shared", "Misc"];
        char[] separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];
        var files =
            from top in (string[])["Beejan.Console", "Beejan.Console.Tests"]
            from file in Directory.EnumerateFiles(Path.Combine(ConsoleHost.Root, top), "*.*", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(ConsoleHost.Root, file)
            let parts = path.Split(separators)
            where !parts.Contains("bin") && !parts.Contains("obj") && !parts.Contains("Migrations") && Path.GetExtension(file) is ".cs" or ".razor"
            select (path, file, parts);
        AssertNone(
            from f in files
            let most = f.path.EndsWith(".razor", StringComparison.Ordinal) ? 200 : 300
            let lines = File.ReadLines(f.file).Count()
            from fault in (string?[])[lines > most ? $"{f.path} has {lines} lines, more than {most}" : null, f.parts.Any(drawers.Contains) ? $"{f.path} is in a drawer" : null]
            where fault is not null
            select fault);
    }

    private static void AssertNone(IEnumerable<string> strays)
    {
        var lines = strays.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(lines.Count == 0, string.Join(Environment.NewLine, lines));
    }
}
