using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Beejan.Cli;

/// <summary>Bad configuration, told as one line per fault that names the full key, instead of a stack trace.</summary>
internal static partial class StartFaults
{
    /// <summary>Reads every options class of ours. Rules between the members of one class are asked once each member is right by itself.</summary>
    /// <exception cref="OptionsValidationException">Carries all faults, not the first.</exception>
    public static void ThrowIfAny(IServiceCollection registered, IServiceProvider services)
    {
        if (Find(registered, services) is { Count: > 0 } faults)
        {
            throw new OptionsValidationException("", typeof(StartFaults), faults);
        }
    }

    private static List<string> Find(IServiceCollection registered, IServiceProvider services)
    {
        var types = registered.Select(d => d.ServiceType)
            .Where(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IValidateOptions<>))
            .Select(t => t.GetGenericArguments()[0]).Where(t => t.Assembly == typeof(StartFaults).Assembly).Distinct();
        var faults = new List<string>();
        foreach (var type in types)
        {
            try
            {
                var options = services.GetRequiredService(typeof(IOptions<>).MakeGenericType(type));
                options.GetType().GetProperty(nameof(IOptions<object>.Value))!.GetValue(options);
            }
            catch (TargetInvocationException e) when (e.InnerException is { } inner && Of(inner) is { Count: > 0 } found)
            {
                faults.AddRange(found);
            }
        }
        return faults;
    }

    /// <summary>The faults that an exception tells of; empty when it is something else.</summary>
    public static IReadOnlyList<string> Of(Exception exception) => exception switch
    {
        OptionsValidationException e => [.. e.Failures.SelectMany(f => Lines(f, Section(e.OptionsType)))],
        AggregateException e => [.. e.InnerExceptions.SelectMany(Of)],
        IOException { InnerException: AddressInUseException } => ["urls: the address is in use already; choose another with --urls"],
        System.Net.Sockets.SocketException e => [$"urls: the program cannot listen there ({e.Message}); give an address of this machine and a port that this user may take with --urls"],
        FormatException e when e.Message.StartsWith("Invalid url", StringComparison.Ordinal) => [$"urls: {e.Message.Split(':', 2)[1].Trim()} is no address; give one such as http://localhost:5080 with --urls"],
        InvalidDataException { InnerException: { } cause } e when e.Message.StartsWith("Failed to load configuration", StringComparison.Ordinal) => [$"{e.Message.TrimEnd('.')}: {Root(cause).Message}"],
        InvalidOperationException e when e.Message.Contains("HTTPS endpoint", StringComparison.Ordinal) =>
            ["urls: https needs a certificate: name one in Kestrel:Certificates:Default:Path (and :Password), or listen on http behind a proxy that has one"],
        InvalidOperationException e when NotConvertible().Match(e.Message) is { Success: true } m =>
            [$"{m.Groups["key"].Value} must be {Kind(m.Groups["type"].Value)}, not '{m.Groups["value"].Value}'"],
        _ => [],
    };

    private static Exception Root(Exception e) => e.InnerException is { } inner ? Root(inner) : e;

    private static IEnumerable<string> Lines(string failure, string section)
    {
        if (AnnotationFailure().Match(failure) is not { Success: true } m)
        {
            return [failure];
        }
        var error = StartOfSentence().Replace(m.Groups["error"].Value, "").TrimEnd('.');
        return m.Groups["members"].Value.Split(',').Select(member => $"{section}:{member.Trim().Replace('.', ':')} {error}");
    }

    /// <summary>The class's own constant, otherwise its folder.</summary>
    private static string Section(Type options) =>
        options.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string
        ?? (options.Namespace ?? "").Replace('.', ':');

    private static string Kind(string type)
    {
        var known = typeof(StartFaults).Assembly.GetType(type);
        return known is { IsEnum: true } ? "one of " + string.Join(", ", Enum.GetNames(known))
            : type is "System.Int32" or "System.Int64" ? "a whole number"
            : type is "System.Double" or "System.Decimal" or "System.Single" ? "a number"
            : type is "System.Boolean" ? "true or false"
            : type is "System.TimeSpan" ? "a length of time such as 00:05:00"
            : "a " + type.Split('.')[^1];
    }

    [GeneratedRegex("^DataAnnotation validation failed for '[^']*' members: '(?<members>[^']*)' with the error: '(?<error>.*)'\\.?$", RegexOptions.Singleline)]
    private static partial Regex AnnotationFailure();

    [GeneratedRegex("^(The field \\S+ |The \\S+ field )")]
    private static partial Regex StartOfSentence();

    [GeneratedRegex("^Failed to convert configuration value(?: '(?<value>.*?)')? at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex NotConvertible();
}
