namespace Beejan.Contracts;

/// <summary>A command-line verb: one piece of work against the data directory, then exit. The folder whose work it is implements it.</summary>
public interface IVerb
{
    /// <summary>As typed: <c>ingest</c>.</summary>
    string Name { get; }

    /// <summary>False for work on files alone: it neither opens nor makes the data directory.</summary>
    bool NeedsData => true;

    /// <summary>True for work on what is there already: with the data directory misspelt, an empty backup would be told as a good one.</summary>
    bool NeedsStore => false;

    /// <summary>Printed by <c>--help</c>: a usage line, then a line per option.</summary>
    string Usage { get; }

    /// <summary>Said when the call is stopped (Ctrl+C, SIGTERM): what stands of it and how it goes on. Part of a sentence.</summary>
    string WhenStopped => "what was done stays; call it again and it goes on";

    /// <summary>Options that take a value, without the dashes. An option that neither this nor <see cref="Flags"/> names is a wrong call.</summary>
    IReadOnlyList<string> Options => [];

    /// <summary>Options that take none; <c>--json</c> and <c>--help</c> go with every verb.</summary>
    IReadOnlyList<string> Flags => [];

    /// <summary>
    /// Runs with the arguments after the verb. The answer is printed as JSON with <c>--json</c>, as text otherwise; progress goes to
    /// <see cref="VerbCall.Progress"/> (stderr).
    /// </summary>
    /// <exception cref="VerbUsageException">The call is wrong (exit code 2); the message names the option.</exception>
    Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct);
}

/// <summary>One call of a verb, options read: <c>--name value</c>, <c>--flag</c> and the rest in order.</summary>
public sealed record VerbCall(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string?> Options, Action<string> Progress)
{
    /// <summary>The option's value, or null when it was not given.</summary>
    public string? Option(string name) => Options.GetValueOrDefault(name);

    public bool Flag(string name) => Options.ContainsKey(name);

    /// <summary>The option's value.</summary>
    /// <exception cref="VerbUsageException">It was not given.</exception>
    public string Required(string name) =>
        Option(name) is { Length: > 0 } value ? value : throw new VerbUsageException($"--{name} is missing: give it a value");

    /// <summary>A whole number.</summary>
    /// <exception cref="VerbUsageException">It is not a number in the range.</exception>
    public int Number(string name, int fallback, int least, int most) =>
        Option(name) is not { } text ? fallback
        : int.TryParse(text, out var value) && value >= least && value <= most ? value
        : throw new VerbUsageException($"--{name} takes a whole number from {least} to {most}, not '{text}'");
}

/// <summary>What a verb did.</summary>
/// <param name="ExitCode">0 done, 1 done but some input was set aside, 3 the work failed.</param>
/// <param name="Answer">Printed as one JSON object with <c>--json</c> (camelCase), as "name: value" lines otherwise.</param>
public sealed record VerbAnswer(int ExitCode, object Answer);

/// <summary>The call is wrong: exit code 2, one line on stderr that names the option.</summary>
public sealed class VerbUsageException(string message) : Exception(message);
