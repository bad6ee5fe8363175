using System.Reflection;
using Beejan.Ui;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Beejan.Shell;

/// <summary>One line of the navigation.</summary>
/// <param name="Policy">Who sees it; null means everybody who is signed in.</param>
/// <param name="Covers">Addresses that belong to it: its own and those below.</param>
internal sealed record NavEntry(string Title, int Order, string Icon, string? Key, string Url, string? Policy, IReadOnlyList<string> Covers)
{
    /// <summary>How much of a path belongs to this line: the length of the longest address that covers it, 0 for none.</summary>
    public int Covering(string path) => Covers.Where(c => path == c || (c != "/" && path.StartsWith(c + "/", StringComparison.Ordinal))).Select(c => c.Length).DefaultIfEmpty().Max();
}

/// <summary>The pages that carry <see cref="NavAttribute"/>, in order.</summary>
internal sealed class NavEntries
{
    public IReadOnlyList<NavEntry> All { get; } = Find(typeof(Program).Assembly);

    private static List<NavEntry> Find(Assembly assembly) =>
        [.. from type in assembly.GetTypes()
            let nav = type.GetCustomAttribute<NavAttribute>()
            where nav is not null
            let url = type.GetCustomAttributes<RouteAttribute>().Select(r => r.Template).FirstOrDefault(t => !t.Contains('{', StringComparison.Ordinal))
            where url is not null
            orderby nav.Order, nav.Title
            select new NavEntry(nav.Title, nav.Order, nav.Icon, nav.Key, url, type.GetCustomAttribute<AuthorizeAttribute>()?.Policy, [url, .. nav.Covers])];
}
