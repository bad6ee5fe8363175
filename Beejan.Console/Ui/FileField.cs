using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Beejan.Ui;

/// <summary>
/// A field that takes files, chosen or dropped. It is disabled until the browser's script listens to it: a file given earlier would be
/// shown as chosen and never arrive.
/// </summary>
public sealed class FileField : InputFile
{
    private bool _listening;

    /// <summary>Takes no file now, while the last one is read.</summary>
    [Parameter]
    public bool Disabled { get; set; }

    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        Apply();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (firstRender)
        {
            _listening = true;
            Apply();
            StateHasChanged();
        }
    }

    private void Apply() =>
        AdditionalAttributes = new Dictionary<string, object>(AdditionalAttributes ?? new Dictionary<string, object>()) { ["disabled"] = Disabled || !_listening };
}
