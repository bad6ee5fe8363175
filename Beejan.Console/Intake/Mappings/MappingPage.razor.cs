using System.Globalization;
using Beejan.Contracts;
using Beejan.Governance.Access;
using Beejan.Sources;
using Beejan.Sources.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Options;

namespace Beejan.Intake.Mappings;

/// <summary>Defines sources without code: a sample, the mapping told from it, its correction, a name.</summary>
public sealed partial class MappingPage : IDisposable
{
    private const long LargestSample = 20 * 1024 * 1024;
    private const int LongestValue = 40;

    private readonly CancellationTokenSource _gone = new();
    private Sample? _sample;
    private SamplePreview? _preview;
    private Mapping _mapping = new();
    private string _languages = "";
    private string _file = "";
    private string? _notice;
    private string? _deleting;
    private bool _bad;
    private bool _busy;

    [Inject]
    internal SavedMappings Saved { get; init; } = null!;

    [Inject]
    public required SourceCatalogue Catalogue { get; init; }

    [Inject]
    public required ILanguages Languages { get; init; }

    [Inject]
    public required IOptions<FilesOptions> Options { get; init; }

    [Inject]
    public required IAuthorizationService Authorization { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Who { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        (_sample, _preview, _notice) = (null, null, null);
        if (chosen.File.Size > LargestSample)
        {
            Say("The sample is larger than 20 MiB: a part of the file is enough.", bad: true);
            return;
        }
        _busy = true;
        try
        {
            using var copy = new MemoryStream();
            await using (var content = chosen.File.OpenReadStream(LargestSample, _gone.Token))
            {
                await content.CopyToAsync(copy, _gone.Token);
            }
            _file = chosen.File.Name;
            _sample = await Sample.ReadAsync(copy.ToArray(), _file, Options.Value, _gone.Token);
            if (_sample.Fault is { } fault)
            {
                Say(fault.Message, bad: true);
                return;
            }
            await SetAsync(_sample.Inferred with { Name = _mapping.Name, Title = _mapping.Title });
        }
        catch (IOException)
        {
            Say("The file could not be read: choose it again.", bad: true);
        }
        finally
        {
            _busy = false;
        }
    }

    private Task ChangeAsync(string column, string? field)
    {
        var columns = new Dictionary<string, Field>(_mapping.Columns, StringComparer.Ordinal);
        columns.Remove(column);
        if (Enum.TryParse<Field>(field, out var chosen))
        {
            columns[column] = chosen;
        }
        return SetAsync(_mapping with { Columns = columns });
    }

    private async Task SetAsync(Mapping mapping)
    {
        _mapping = mapping;
        if (_sample is not null)
        {
            _preview = await _sample.PreviewAsync(mapping, _gone.Token);
            var told = _preview.Good.Select(d => Languages.Judge(d.Given.Text ?? "").Language).GroupBy(l => l).OrderByDescending(g => g.Count());
            _languages = string.Join(", ", told.Select(g => string.Create(CultureInfo.InvariantCulture, $"{Ui.LanguageTag.Words(g.Key)} {100 * g.Count() / _preview.Good.Count} %")));
        }
    }

    private async Task SaveAsync()
    {
        if (!(await Authorization.AuthorizeAsync((await Who).User, Policies.OperatePipeline)).Succeeded)
        {
            Say("You no longer have the right to do this.", bad: true);
        }
        else if (_mapping.Fault() is { } fault)
        {
            Say(fault, bad: true);
        }
        else if (Catalogue.IsOwn(_mapping.Name))
        {
            Say($"'{_mapping.Name}' is a source of the program itself: choose another name.", bad: true);
        }
        else
        {
            await Saved.SaveAsync(_mapping, _gone.Token);
            Say($"Saved. Upload a file as '{_mapping.Name}', put it into the inbox folder of that name, or: ingest {_mapping.Name} FILE");
        }
    }

    private void Delete(string name)
    {
        Saved.Delete(name);
        _deleting = null;
        Say($"'{name}' is removed.");
    }

    private void Say(string text, bool bad = false) => (_notice, _bad) = (text, bad);

    private string FieldOf(string column) => _mapping.Columns.TryGetValue(column, out var field) ? field.ToString() : "";

    private static string Short(string value) => value.Length <= LongestValue ? value : value[..LongestValue] + "…";
}

/// <summary>What fields are called on the page.</summary>
internal static class MappingWords
{
    public static IReadOnlyList<(Field Field, string Words)> Fields { get; } =
    [
        (Field.Text, "the complaint itself"), (Field.Key, "its number or id"), (Field.Time, "date and time"), (Field.Date, "the date"), (Field.Clock, "the time of day"),
        (Field.Phone, "the customer's number"), (Field.Name, "the customer's name"), (Field.Email, "e-mail"), (Field.Handle, "social handle"), (Field.Account, "account or customer number"),
        (Field.State, "state"), (Field.Lga, "local government"), (Field.Place, "place or address"), (Field.Topic, "topic or subject"), (Field.Product, "product or plan"),
        (Field.Tier, "kind of customer"), (Field.Status, "status of the case"), (Field.Channel, "how it was received"),
    ];

    public static string Of(Field field) => Fields.FirstOrDefault(f => f.Field == field).Words ?? field.ToString();
}
