using System.Text;
using Beejan.Intake.Form;
using Xunit;

namespace Beejan.Tests.Intake;

public sealed class SubmissionTests
{
    private static readonly Submission Good = new("0123456789abcdef0123456789abcdef", "No network since morning", "0803 123 4567", "Lagos", null, null, null);

    [Theory]
    [InlineData("0803 123 4567", true)]
    [InlineData("+234 803-123-4567", true)]
    [InlineData("2348031234567", true)]
    [InlineData("01 234 5678", true)]
    [InlineData("01 234 567", false)]
    [InlineData("+44 20 7946 0958", true)]
    [InlineData("0803 123", false)]
    [InlineData("803", false)]
    [InlineData("call me", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_phone_number_is_whole_or_refused(string? phone, bool fits) => Assert.Equal(fits, Submission.IsPhone(phone));

    [Fact]
    public void Each_fault_names_its_field()
    {
        Assert.Empty(Good.Check());
        var bad = new Submission("x", "short", "12", "Atlantis", new string('n', 121), "a b@c", "Weather");
        Assert.Equal(["email", "message", "name", "phone", "state", "topic"], bad.Check().Keys.Order(StringComparer.Ordinal));
        Assert.Contains("4,001", (Good with { Message = new string('x', 4001) }).Check()["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_submission_has_the_same_bytes_and_leaves_out_what_was_not_given()
    {
        Assert.Equal(Good.ToJson(), (Good with { Message = " No network since morning " }).ToJson());
        Assert.DoesNotContain("email", Encoding.UTF8.GetString(Good.ToJson()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_named_and_hashed_in_the_submission_or_refused_for_its_size()
    {
        var with = Good with { Language = "ig", File = new FormFile("bill.jpg", "image/jpeg", 5, "hello"u8.ToArray()) };
        Assert.Empty(with.Check());
        var json = Encoding.UTF8.GetString(with.ToJson());
        Assert.Contains("\"language\":\"ig\",\"attachments\":[{\"name\":\"bill.jpg\",\"type\":\"image/jpeg\",\"size\":5,\"hash\":\"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\"}]", json, StringComparison.Ordinal);
        var bad = (Good with { Language = "fr", File = new FormFile("bill.jpg", "image/jpeg", Submission.LargestFile + 1, default) }).Check();
        Assert.Equal(["file", "language"], bad.Keys.Order(StringComparer.Ordinal));
    }
}
