using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing.Template;

namespace Beejan.Governance.Access;

/// <summary>Which policy guards which page, as the pages themselves say: whoever shows a link asks here, and needs to know no other room.</summary>
internal static class PageGuards
{
    // Written-out addresses before those with parameters: /customers/profiles is no customer.
    private static readonly List<(TemplateMatcher Address, string? Policy)> Pages =
        [.. from type in typeof(Program).Assembly.GetTypes()
            from route in type.GetCustomAttributes<RouteAttribute>()
            orderby route.Template.Contains('{', StringComparison.Ordinal)
            select (new TemplateMatcher(TemplateParser.Parse(route.Template.TrimStart('/')), []), type.GetCustomAttribute<AuthorizeAttribute>()?.Policy)];

    /// <summary>The policy of the page at that address, its query left aside; null where there is no page or everybody signed in may open it.</summary>
    public static string? PolicyOf(string href)
    {
        var path = href.AsSpan(0, href.IndexOfAny(['?', '#']) is >= 0 and var end ? end : href.Length).ToString();
        return path.StartsWith('/') ? Pages.Find(p => p.Address.TryMatch(path, [])).Policy : null;
    }
}
