using Beejan.Operations.Alerts;
using Xunit;

namespace Beejan.Tests.Operations.Alerts;

public sealed class AlertOptionsTests
{
    [Theory]
    [InlineData("", "nobody", "", 0, "")]
    [InlineData("mail.test", "nobody", "a@b.test", 1, "'nobody' is no e-mail address to send alerts from.")]
    [InlineData("mail.test", "a@b.test", "", 1, "A mail server is named, but nobody to write to.")]
    [InlineData("mail.test", "a@b.test", "ops", 1, "'ops' is no e-mail address to send alerts to.")]
    [InlineData("mail.test", "a@b.test", "c@b.test", 0, "")]
    public void A_wrong_address_stops_the_start_and_names_itself(string host, string from, string to, int faults, string words)
    {
        var options = new AlertOptions { Host = host, From = from };
        if (to.Length > 0)
        {
            options.To.Add(to);
        }
        var found = options.Validate(new(options)).ToList();
        Assert.Equal(faults, found.Count);
        Assert.Equal(words, found.FirstOrDefault()?.ErrorMessage ?? "");
    }
}
