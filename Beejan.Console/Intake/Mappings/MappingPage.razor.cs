using Beejan.Contracts;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Beejan.Sources;
using Beejan.Sources.Fields;
using Beejan.Sources.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

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
    private string _file = "";
    private string? _notice;
    private string? _changing;
    private bool _bad;
    private bool _busy;

    [Inject]
    internal SavedMappings Saved { get; init; } = null!;

    [Inject]
    public required SourceCatalogue Catalogue { get; init; }

    [Inject]
    public required IRehearsal Rehearsal { get; init; }

    [Inject]
    public required IOptions<FilesOptions> Options { get; init; }

    [Inject]
    public required IAuthorizationService Authorization { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Who { get; set; }

    private bool Replaces => Saved.Mappings.Any(m => m.Name == _mapping.Name);

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
            var sample = await Sample.ReadAsync(copy.ToArray(), _file, Options.Value, _gone.Token);
            if (sample.Fault is { } fault)
            {
                Say(fault.Message, bad: true);
                return;
            }
            _sample = sample;
            await SetAsync(_changing is null ? sample.Inferred with { Name = _mapping.Name, Title = _mapping.Title } : _mapping);
        }
        catch (Exception e) when (e is IOException or TimeoutException or JSException)
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
        (_mapping, _notice) = (mapping, null);
        if (_sample is not null)
        {
            _preview = await _sample.PreviewAsync(mapping, Rehearsal, _gone.Token);
        }
    }

    private async Task SaveAsync()
    {
        if (!await MayAsync())
        {
            return;
        }
        if (_mapping.Fault() is { } fault)
        {
            Say(fault, bad: true);
        }
        else if (Catalogue.IsOwn(_mapping.Name))
        {
            Say($"'{_mapping.Name}' is a source of the program itself: choose another name.", bad: true);
        }
        else
        {
            await Saved.SaveAsync(_mapping, Actors.Of((await Who).User), _gone.Token);
            _changing = _mapping.Name;
            Say($"Saved. Upload a file as '{(_mapping.Title.Length > 0 ? _mapping.Title : _mapping.Name)}', put it into the inbox folder {_mapping.Name}, or: ingest {_mapping.Name} FILE");
        }
    }

    /// <summary>Takes up a saved mapping; the sample that is shown, or the next one, is read by it.</summary>
    private async Task Change(Mapping mapping)
    {
        _changing = mapping.Name;
        await SetAsync(mapping);
        if (_sample is null)
        {
            Say($"Drop a sample of '{mapping.Name}' to change what its columns are.");
        }
    }

    private async Task RemoveAsync(string name)
    {
        if (await MayAsync())
        {
            await Saved.DeleteAsync(name, Actors.Of((await Who).User), _gone.Token);
            _changing = _changing == name ? null : _changing;
            Say($"'{name}' is removed.");
        }
    }

    /// <summary>A page may stay open for longer than its user's right.</summary>
    private async Task<bool> MayAsync()
    {
        var may = (await Authorization.AuthorizeAsync((await Who).User, Policies.OperatePipeline)).Succeeded;
        if (!may)
        {
            Say("You no longer have the right to do this.", bad: true);
        }
        return may;
    }

    private void Say(string text, bool bad = false) => (_notice, _bad) = (text, bad);

    private string FieldOf(string column) => _mapping.Columns.TryGetValue(column, out var field) ? field.ToString() : "";

    private static string Short(string value) => value.Length <= LongestValue ? value : value[..LongestValue] + "…";
}
