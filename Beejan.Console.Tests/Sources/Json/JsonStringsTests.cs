using System.Text;
using System.Text.Json;
using Beejan.Sources.Json;
using Xunit;

namespace Beejan.Tests.Sources.Json;

public sealed class JsonStringsTests
{
    [Theory]
    [InlineData("data", true)]
    [InlineData("d\\u0061ta", true)]
    [InlineData("date", false)]
    [InlineData("\\udfff", false)]
    [InlineData("data\\ud83d", false)]
    public void A_name_is_told_however_it_is_escaped_or_broken(string written, bool isData)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($"{{\"{written}\":1}}"));
        reader.Read();
        reader.Read();
        Assert.Equal(isData, reader.IsNamed("data"u8));
    }

    [Theory]
    [InlineData("no \\ud83d\\ude21 network", "no 😡 network", false)]
    [InlineData("no network \\ud83d", "no network \uFFFD", true)]
    [InlineData("\\ude21\\ud83d", "\uFFFD\uFFFD", true)]
    [InlineData("\\ud83d\\u0041", "\uFFFDA", true)]
    [InlineData("\\\\ud83d \\\"\\n\\ud83d", "\\ud83d \"\n\uFFFD", true)]
    public void Half_a_surrogate_pair_is_marked_and_all_else_stays(string written, string text, bool isRepaired)
    {
        var json = Encoding.UTF8.GetBytes($"\"{written}\"");
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var repaired = false;
        Assert.Equal((text, isRepaired), (JsonStrings.Text(in reader, ref repaired), repaired));
        Assert.Equal(text, JsonSerializer.Deserialize<string>(JsonStrings.Mend(json) ?? json));
    }

    [Fact]
    public void A_document_with_nothing_broken_in_it_is_not_copied() => Assert.Null(JsonStrings.Mend("""{"text":"ọ̀rọ̀ 😡"}"""u8));

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_read_as_Windows_1252() =>
        Assert.Equal("""["naïve"]""", Encoding.UTF8.GetString(JsonStrings.Mend([(byte)'[', (byte)'"', (byte)'n', (byte)'a', 0xEF, (byte)'v', (byte)'e', (byte)'"', (byte)']'])!));
}
