using System.IO.Compression;
using System.Text;
using Beejan.Contracts;
using Beejan.Sources;
using Xunit;

namespace Beejan.Tests.Sources.Unpacking;

/// <summary>Deliveries that come compressed or as an archive.</summary>
public sealed class UnpackedTests
{
    private static readonly string Lines = string.Concat(Enumerable.Range(1, 400).Select(i => $$"""{"id":"z{{i}}","phone":"0803123{{i:0000}}","message":"no network at junction {{i}}"}""" + "\n"));

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(7)]
    public async Task What_is_compressed_gives_the_records_that_stand_in_it_however_it_arrives(int chunk)
    {
        var plain = await Feed.WebForm().SplitAsync(Lines);
        var packed = await Feed.WebForm().SplitAsync(Gzip(Lines), chunk);
        Assert.Equal(plain.Select(r => (r.Key, r.Hash)), packed.Select(r => (r.Key, r.Hash)));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(7)]
    public async Task Every_file_of_an_archive_is_read_as_it_would_be_alone_and_names_itself(int chunk)
    {
        var archive = Zip(("a/feed.csv", "Ticket,Phone,Complaint\n1,08031234567,no network in Jos\n"), ("__MACOSX/._feed.csv", "junk"), ("b.csv", "Ref No;Complaint;MSISDN\n2;billed twice for data;08031234568\n"));
        var records = await Feed.Files().SplitAsync(archive, chunk);
        Assert.Equal(["1", "2"], records.Select(r => r.Key));
        Assert.Equal(["feed/a/feed.csv#1 line 2", "feed/b.csv#1 line 2"], records.Select(r => r.Origin));
        Assert.Equal(["ok", "ok"], records.Select(r => Feed.Files().Parse(r).Code()));
    }

    [Fact]
    public async Task A_compressed_file_that_is_cut_gives_what_could_be_unpacked_and_says_so()
    {
        // Random words, so that half of the bytes hold about half of the lines.
        var random = new Random(1);
        var text = string.Concat(Enumerable.Range(1, 4000).Select(i => $$"""{"id":"z{{i}}","message":"no network {{random.NextInt64()}} {{random.NextInt64()}}"}""" + "\n"));
        var whole = Gzip(text);
        var records = await Feed.WebForm().SplitAsync(whole[..(whole.Length / 2)]);
        Assert.InRange(records.Count, 1000, 3000);
        Assert.Contains(records.Select(r => Feed.WebForm().Parse(r).Code()), c => c == "archive.broken");
        Assert.Contains(records.Select(r => Feed.WebForm().Parse(r).Code()), c => c == "ok");
    }

    [Fact]
    public async Task An_archive_made_to_do_harm_is_given_up_and_told()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var block = Encoding.ASCII.GetBytes(new string('0', 1023) + "\n");
            for (var i = 0; i < 128 * 1024; i++)
            {
                await gzip.WriteAsync(block);
            }
        }
        long bytes = 0;
        RawRecord? last = null;
        await using var stream = new MemoryStream(packed.ToArray());
        await foreach (var record in Feed.CallCenter().SplitAsync(new Delivery("bomb.gz", null, stream, Feed.Received), default))
        {
            bytes += record.Payload.Length;
            last = record;
        }
        Assert.Equal("archive.bomb", Feed.CallCenter().Parse(last!).Code());
        Assert.InRange(bytes, 0, 100 * 1024 * 1024);
    }

    [Fact]
    public async Task An_archive_in_an_archive_and_a_damaged_one_are_told_with_the_cure()
    {
        var inner = Zip(("a.csv", "Complaint\nno network in Jos\n"));
        using var outer = new MemoryStream();
        using (var zip = new ZipArchive(outer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("inner.zip").Open();
            entry.Write(inner);
        }
        Assert.Equal(["format.zip"], (await Feed.CallCenter().SplitAsync(outer.ToArray())).Select(r => Feed.CallCenter().Parse(r).Code()));
        Assert.Equal(["format.zip"], (await Feed.CallCenter().SplitAsync(inner[..40])).Select(r => Feed.CallCenter().Parse(r).Code()));
        Assert.Equal(["archive.broken"], (await Feed.CallCenter().SplitAsync([0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 0, 0, 9, 9, 9, 9])).Select(r => Feed.CallCenter().Parse(r).Code()));
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        return packed.ToArray();
    }

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return packed.ToArray();
    }
}
