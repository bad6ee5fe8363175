using System.Text.RegularExpressions;

namespace Beejan.Tests;

/// <summary>Fills the plain HTML forms as a browser without JavaScript does.</summary>
internal static partial class Forms
{
    /// <summary>Gets the page, takes the hidden fields of its form, posts them with the given ones.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient browser, string url, params (string Name, string Value)[] fields)
    {
        var page = await browser.GetStringAsync(url);
        var hidden = Hidden().Matches(page).Select(m => KeyValuePair.Create(m.Groups["name"].Value, m.Groups["value"].Value));
        return await browser.PostAsync(url, new FormUrlEncodedContent(hidden.Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)))));
    }

    public static Task<HttpResponseMessage> SignInAsync(this HttpClient browser, string email, string password, string url = "/login") =>
        browser.SubmitAsync(url, ("email", email), ("password", password));

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();
}
