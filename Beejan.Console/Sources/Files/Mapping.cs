using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Beejan.Contracts;
using Beejan.Sources.Fields;

namespace Beejan.Sources.Files;

/// <summary>Which columns of a table mean what: told by the program from a sample, corrected and named by people.</summary>
public sealed partial record Mapping
{
    /// <summary>The source's name, lower-case letters, digits and hyphens; empty while it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>For people.</summary>
    public string Title { get; init; } = "";

    /// <summary>Column name as written in the header → field. A column that is not named here is ignored.</summary>
    public IReadOnlyDictionary<string, Field> Columns { get; init; } = new Dictionary<string, Field>();

    /// <summary>The format of its dates, such as <c>dd/MM/yyyy</c>; null leaves it to each file.</summary>
    public string? TimeOrder { get; init; }

    /// <summary>How customers reached us who are in it (<see cref="Channels"/>).</summary>
    [AllowedValues(Channels.Phone, Channels.Sms, Channels.Social, Channels.Web, Channels.Email)]
    public string Channel { get; init; } = Channels.Phone;

    /// <summary>What keeps it from being saved, in words; null when nothing does.</summary>
    public string? Fault() =>
        !NameForm().IsMatch(Name) ? "The name takes 2 to 40 lower-case letters, digits and hyphens and starts with a letter."
        : Name == Stewards.Source ? "That name is kept for what people of the house say about records; take another."
        : !Columns.Values.Contains(Field.Text) ? "Say which column holds the complaint itself (Text)."
        : Columns.GroupBy(c => c.Value).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"Two columns are {twice.Key}: {string.Join(" and ", twice.Select(c => c.Key))}."
        : null;

    [GeneratedRegex("^[a-z][a-z0-9-]{1,39}$")]
    private static partial Regex NameForm();
}
