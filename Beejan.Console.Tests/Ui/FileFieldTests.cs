using Beejan.Ui;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Ui;

public sealed class FileFieldTests : BunitContext
{
    private const string Listen = "Blazor._internal.InputFile.init";

    public FileFieldTests() => Services.AddOptions();

    [Fact]
    public async Task A_file_field_is_disabled_until_the_browser_listens_to_it()
    {
        var listening = JSInterop.SetupVoid(Listen, _ => true);
        var field = Render<FileField>(p => p.AddUnmatched("id", "sample"));
        Assert.True(field.Find("#sample").HasAttribute("disabled"));

        listening.SetVoidResult();
        await field.WaitForAssertionAsync(() => Assert.False(field.Find("#sample").HasAttribute("disabled")));
    }

    [Fact]
    public void A_file_field_that_listens_is_disabled_while_its_page_is_busy()
    {
        JSInterop.SetupVoid(Listen, _ => true).SetVoidResult();
        var field = Render<FileField>(p => p.Add(f => f.Disabled, true));
        Assert.True(field.Find("input").HasAttribute("disabled"));
        field.Render(p => p.Add(f => f.Disabled, false));
        Assert.False(field.Find("input").HasAttribute("disabled"));
    }
}
