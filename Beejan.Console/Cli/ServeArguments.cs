using System.Reflection;

namespace Beejan.Cli;

/// <summary>
/// The words behind <c>serve</c>, or without a verb. What the host does not know it passes over, and a console that was asked for its version would
/// start beside the one that runs.
/// </summary>
internal static class ServeArguments
{
    // What ASP.NET Core's host reads (HostDefaults, WebHostDefaults), the usual ones first.
    private static readonly string[] Known =
    [
        "urls", "environment", "contentRoot", "webRoot", "applicationName", "http_ports", "https_ports", "preferHostingUrls", "shutdownTimeoutSeconds", "suppressStatusMessages",
        "detailedErrors", "captureStartupErrors", "hostingStartupAssemblies", "hostingStartupExcludeAssemblies", "preventHostingStartup", "startupAssembly", "staticWebAssets",
    ];

    /// <summary>The program's version, as its build names it.</summary>
    public static string Version => typeof(ServeArguments).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>One line for each word that is no option; settings (<c>--Beejan:Section:Key=value</c>) are checked with all others.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<string> arguments)
    {
        // Programs that make this one's host for purposes of their own (test hosts, dotnet ef) hand it what they like.
        var called = Assembly.GetEntryAssembly() == typeof(ServeArguments).Assembly;
        for (var i = 0; called && i < arguments.Count; i++)
        {
            var word = arguments[i];
            var name = word.TrimStart('-', '/').Split('=')[0];
            var isOption = word.StartsWith("--", StringComparison.Ordinal) && (name.Contains(':', StringComparison.Ordinal) || Known.Contains(name, StringComparer.OrdinalIgnoreCase));
            if (!isOption)
            {
                yield return $"serve: '{word}' is no option; options are {string.Join(", ", Known.Take(3).Select(k => "--" + k))} and settings such as --Beejan:Storage:DataDirectory=PATH";
            }
            else if (!word.Contains('=', StringComparison.Ordinal) && ++i == arguments.Count)
            {
                yield return $"serve: {word} lacks its value";
            }
        }
    }
}
