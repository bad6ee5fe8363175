using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Beejan.Contracts;
using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Sources.Email;

/// <summary>What we make of real and hostile e-mails of other libraries' tests. <c>BEEJAN_UPDATE_GOLDEN=1</c> rewrites the answers: read the diff.</summary>
public sealed class MailSamplesTests
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    [Fact]
    public async Task Each_sample_is_read_as_it_was()
    {
        var source = Feed.Email();
        var read = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Folder(), "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".eml" or ".txt"))
        {
            var records = await source.SplitAsync(await File.ReadAllBytesAsync(file));
            Assert.Equal(new FileInfo(file).Length, records.Sum(record => record.Payload.Length));
            read[Path.GetRelativePath(Folder(), file).Replace('\\', '/')] = records.Select(record => Show(record, source.Parse(record)));
        }
        Assert.True(read.Count > 40);
        var written = JsonSerializer.Serialize(read, Json) + "\n";
        var golden = Path.Combine(Folder(), "parsed.json");
        if (Environment.GetEnvironmentVariable("BEEJAN_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(golden, written);
        }
        Assert.Equal(await File.ReadAllTextAsync(golden), written);
    }

    [Fact]
    public async Task A_sample_that_is_cut_flipped_or_shuffled_is_still_one_answer()
    {
        var source = Feed.Email();
        var random = new Random(20260321);
        foreach (var file in Directory.GetFiles(Folder(), "*.eml", SearchOption.AllDirectories))
        {
            var whole = await File.ReadAllBytesAsync(file);
            for (var round = 0; round < 12; round++)
            {
                var bytes = Mutate(whole, random);
                var records = await source.SplitAsync(bytes);
                Assert.NotEmpty(records);
                Assert.Equal(bytes.Length, records.Sum(record => record.Payload.Length));
                Assert.All(records, record => Assert.NotEqual("", source.Parse(record).Code()));
            }
        }
    }

    private static byte[] Mutate(byte[] whole, Random random)
    {
        var bytes = whole.ToArray();
        switch (random.Next(4))
        {
            case 0:
                return bytes[..random.Next(1, bytes.Length)];
            case 1:
                for (var i = 0; i < 1 + (bytes.Length / 50); i++)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }
                return bytes;
            case 2:
                var from = random.Next(bytes.Length);
                return [.. bytes[from..], .. bytes[..from]];
            default:
                var lines = System.Text.Encoding.Latin1.GetString(bytes).Split('\n');
                random.Shuffle(lines);
                return System.Text.Encoding.Latin1.GetBytes(string.Join('\n', lines));
        }
    }

    private static object Show(RawRecord record, Parsed parsed)
    {
        var draft = (parsed as Parsed.Ok)?.Draft;
        return new
        {
            record.Key,
            Code = parsed is Parsed.Ok ? null : parsed.Code(),
            Subject = draft?.Given.Topic,
            From = draft is null ? null : $"{draft.Given.Name} <{draft.Given.Email}>",
            Date = draft?.Given.Time,
            Text = draft?.Given.Text,
            Whole = draft?.Given.Whole,
            Thread = draft is { Given.Thread.Count: > 0 } ? draft.Given.Thread : null,
            Attachments = draft is { Attachments.Count: > 0 } ? draft.Attachments : null,
        };
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "Samples", "mail"));
}
