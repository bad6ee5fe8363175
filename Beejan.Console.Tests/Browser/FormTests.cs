using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>The public form, in a browser that runs no scripts.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed partial class FormTests(ConsoleInBrowser console) : BrowserTest(console)
{
    [Fact]
    public async Task Without_scripts_a_customer_gets_one_number_however_often_the_form_is_sent()
    {
        var form = await Console.StrangerAsync(javaScript: false);
        await FillAsync(form, "0803 777 1234", "Imo");
        var send = form.GetByRole(AriaRole.Button, new() { Name = "Send" });

        // The first time into another tab, so that the same form still stands there; then twice in a hurry.
        var first = await form.Context.RunAndWaitForPageAsync(() => send.ClickAsync(new() { Modifiers = [KeyboardModifier.Control] }));
        var number = await NumberAsync(first);
        await send.DblClickAsync();

        Assert.Matches(@"^BJN-", number);
        Assert.Equal(number, await NumberAsync(form));
        var queue = await Console.SignedInAsync("/queue?state=Imo");
        await Expect(queue.Locator(".qrow .q-number")).ToHaveTextAsync([number]);
    }

    [Fact]
    public async Task A_picture_and_a_language_travel_with_the_form()
    {
        var form = await Console.StrangerAsync(javaScript: false);
        await FillAsync(form, "0803 777 5678", "Ekiti");
        await form.GetByLabel("Your language").SelectOptionAsync("yo");
        await form.Locator("details summary").ClickAsync();
        await form.GetByLabel("A picture or document").SetInputFilesAsync(new FilePayload { Name = "receipt.png", MimeType = "image/png", Buffer = [1, 2, 3, 4] });
        await form.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        var number = await NumberAsync(form);

        var record = await Console.SignedInAsync($"/complaints/{number}");
        await Expect(record.GetByText("receipt.png")).ToBeVisibleAsync();
        await Expect(record.GetByText("image/png, 4 bytes")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_bad_number_is_told_at_its_field_and_nothing_typed_is_lost()
    {
        var form = await Console.StrangerAsync(javaScript: false);
        await FillAsync(form, "12345", "Abia");
        await form.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        var phone = form.GetByLabel("Your phone number");
        await Expect(phone).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(phone).ToHaveAccessibleDescriptionAsync(FullNumber());
        await Expect(phone).ToHaveValueAsync("12345");
        await Expect(form.GetByLabel("State")).ToHaveValueAsync("Abia");
        await Expect(form.Locator("[aria-invalid=true]")).ToHaveCountAsync(1);
        Assert.Equal(0, await Console.CountAsync("Abia"));

        await phone.FillAsync("+234 803 777 4321");
        await form.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(form.GetByRole(AriaRole.Heading, new() { Name = "We have it" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_file_that_does_not_fit_is_told_before_it_is_sent()
    {
        var form = await Console.StrangerAsync();
        await FillAsync(form, "0803 777 8765", "Kogi");
        await form.Locator("details summary").ClickAsync();
        var file = form.GetByLabel("A picture or document");
        await file.SetInputFilesAsync(new FilePayload { Name = "screen.jpg", MimeType = "image/jpeg", Buffer = new byte[(5 * 1024 * 1024) + 1] });
        await Expect(file).ToHaveAccessibleDescriptionAsync(new Regex("screen.jpg is 5.0 MB large; up to 5 MB fit"));
        await Expect(file).ToHaveValueAsync("");
        await file.SetInputFilesAsync(new FilePayload { Name = "small.jpg", MimeType = "image/jpeg", Buffer = [1, 2] });
        await Expect(file).ToHaveAccessibleDescriptionAsync("small.jpg is taken along.");
    }

    [Fact]
    public async Task A_file_too_large_to_be_read_is_told_in_words_and_the_customers_words_are_kept()
    {
        var form = await Console.StrangerAsync(javaScript: false);
        await FillAsync(form, "0803 777 9876", "Kogi");
        await form.Locator("details summary").ClickAsync();
        await form.GetByLabel("A picture or document").SetInputFilesAsync(new FilePayload { Name = "film.mp4", MimeType = "video/mp4", Buffer = new byte[22 * 1024 * 1024] });
        await form.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(form.GetByRole(AriaRole.Heading, new() { Name = "The file is too large" })).ToBeVisibleAsync();
        Assert.Equal(0, await Console.CountAsync("Kogi"));
        await form.GoBackAsync();
        await Expect(form.GetByLabel("What happened?")).ToHaveValueAsync("My calls do not go through since the rain");
    }

    private static async Task FillAsync(IPage form, string phone, string state)
    {
        await form.GotoAsync("/complain");
        await form.GetByLabel("What happened?").FillAsync("My calls do not go through since the rain");
        await form.GetByLabel("Your phone number").FillAsync(phone);
        await form.GetByLabel("State").SelectOptionAsync(state);
    }

    private static async Task<string> NumberAsync(IPage receipt)
    {
        await Expect(receipt.GetByRole(AriaRole.Heading, new() { Name = "We have it" })).ToBeVisibleAsync();
        await Expect(receipt.GetByText("Solved by")).ToBeVisibleAsync();
        return await receipt.Locator(".secret").InnerTextAsync();
    }

    [GeneratedRegex("Give a full number")]
    private static partial Regex FullNumber();
}
