using System.Text;
using Beejan.Contracts;
using Beejan.Sources;
using Beejan.Sources.Files;
using Xunit;

namespace Beejan.Tests.Sources.Files;

/// <summary>WhatsApp chats as phones of several languages export them; all of our own making.</summary>
public sealed class ChatTests
{
    [Theory]
    [InlineData("31/12/2026, 23:59 - Ada: no network", "31/12/2026 23:59", "dd/MM/yyyy")]
    [InlineData("12/31/26, 11:59 PM - Ada: no network", "12/31/26 11:59 PM", "MM/dd/yy")]
    [InlineData("12/31/26, 11:59\u202FPM - Ada: no network", "12/31/26 11:59 PM", "MM/dd/yy")]
    [InlineData("31.12.26, 23:59 - Ada: no network", "31.12.26 23:59", "dd.MM.yy")]
    [InlineData("31/12/2026 à 23:59 - Ada: no network", "31/12/2026 23:59", "dd/MM/yyyy")]
    [InlineData("31/12/2026, 11:59 p. m. - Ada: no network", "31/12/2026 11:59 PM", "dd/MM/yyyy")]
    [InlineData("2026-12-31, 23:59 - Ada: no network", "2026-12-31 23:59", null)]
    [InlineData("[31/12/2026, 23:59:58] Ada: no network", "31/12/2026 23:59:58", "dd/MM/yyyy")]
    [InlineData("[12/31/26, 11:59:58\u202FPM] Ada: no network", "12/31/26 11:59:58 PM", "MM/dd/yy")]
    [InlineData("\u200E[31.12.26, 23.59.58] Ada: no network", "31.12.26 23:59:58", "dd.MM.yy")]
    public async Task Each_phone_s_own_form_of_a_line_is_read(string line, string time, string? order)
    {
        var draft = Ok(Assert.Single(await Feed.Files().SplitAsync(line + "\n")));
        Assert.Equal(("Ada", "no network", time, order, Channels.Social), (draft.Given.Name, draft.Given.Text, draft.Given.Time, draft.Given.TimeOrder, draft.Channel));
    }

    [Fact]
    public async Task A_message_of_several_lines_is_one_record_that_names_its_first_line()
    {
        var records = await Feed.Files().SplitAsync("01/02/2026, 10:00 - Ada: first\n\nthird 12/12\r\n01/02/2026, 10:01 - 0803 123 4567: next\n");
        Assert.Equal(["first\n\nthird 12/12", "next"], records.Select(r => Ok(r).Given.Text));
        Assert.Equal("0803 123 4567", Ok(records[1]).Given.Phone);
        Assert.EndsWith("line 4", records[1].Origin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_export_of_the_same_chat_gives_the_same_keys_for_what_was_there()
    {
        const string Before = "01/02/2026, 10:00 - Ada: first\n01/02/2026, 10:01 - Ada: second";
        var (old, now) = (await Feed.Files().SplitAsync(Before), await Feed.Files().SplitAsync(Before + "\n13/02/2026, 10:05 - Ada: third\n"));
        Assert.Equal(old.Select(r => (r.Key, r.Hash)), now.Take(2).Select(r => (r.Key, r.Hash)));
        Assert.Equal(3, now.Count);
    }

    [Theory]
    [InlineData("Messages and calls are end-to-end encrypted.", "chat.system")]
    [InlineData("Ada changed the subject to \"Help: no network\"", "chat.system")]
    [InlineData("Ada: \u200EMissed voice call", "chat.system")]
    [InlineData("Ada: <Media omitted>", "chat.media")]
    [InlineData("Ada: \u200Eimage omitted", "chat.media")]
    [InlineData("Ada: IMG-20260201-WA0003.jpg (file attached)", "chat.media")]
    [InlineData("Ada: \u200E<attached: 00000012-AUDIO.opus>", "chat.media")]
    [InlineData("Ada: This message was deleted", "chat.deleted")]
    [InlineData("Beejan Care: how may I help?", "chat.own")]
    [InlineData("Ada:", "text.missing")]
    [InlineData("Ada: IMG-20260201-WA0003.jpg (file attached)\nthe bill you sent me", "ok")]
    public async Task What_nobody_complained_is_set_aside_by_name(string text, string code)
    {
        var source = Feed.Files(new() { ChatOwnNames = ["beejan care"] });
        var record = Assert.Single(await source.SplitAsync($"01/02/2026, 10:00 - {text}\n"));
        Assert.Equal(code, source.Parse(record).Code());
    }

    [Fact]
    public async Task Words_beside_a_file_and_in_front_of_an_edit_mark_are_the_words()
    {
        var records = await Feed.Files().SplitAsync(
            "01/02/2026, 10:00 - Ada: IMG-1.jpg (file attached)\nthe bill you sent me\n01/02/2026, 10:01 - Ada: wrong bill <This message was edited>\n[01/02/2026, 10:02:00] Ada: see it \u200E<attached: 1.jpg>\n");
        Assert.Equal(["the bill you sent me", "wrong bill", "see it"], records.Select(r => Ok(r).Given.Text));
    }

    [Theory]
    [InlineData("05/02/2026|02/03/2026|03/03/2026", "dd/MM/yyyy")]
    [InlineData("02/01/2026|02/02/2026|02/03/2026|03/01/2026", "MM/dd/yyyy")]
    [InlineData("01/02/2026|01/02/2026", null)]
    [InlineData("30/01/26|01/02/26", "dd/MM/yy")]
    public async Task Whether_the_day_comes_first_is_told_by_the_chat_as_a_whole_for_time_never_runs_backwards(string dates, string? order)
    {
        var records = await Feed.Files().SplitAsync(string.Join('\n', dates.Split('|').Select(d => $"{d}, 10:00 - Ada: no network")));
        Assert.All(records, r => Assert.Equal(order, r.Context));
    }

    [Fact]
    public async Task A_message_without_end_comes_in_bounded_pieces_and_the_next_one_is_read()
    {
        var source = Feed.Files();
        var text = $"01/02/2026, 10:00 - Ada: {string.Concat(Enumerable.Repeat("no network here\n", 400_000))}01/02/2026, 10:01 - Ada: still none\n";
        var records = await source.SplitAsync(text);
        Assert.All(records, r => Assert.True(r.Payload.Length <= 1024 * 1024));
        Assert.Equal(["record.too-long", "chat.no-start", "ok"], records.Select(r => source.Parse(r).Code()).Distinct());
        Assert.Equal(Encoding.UTF8.GetByteCount(text), records.Sum(r => r.Payload.Length) + records.Count(r => source.Parse(r).Code() != "record.too-long"));
    }

    [Fact]
    public async Task A_table_that_begins_with_a_date_is_a_table_and_a_saved_mapping_reads_no_chat()
    {
        Assert.DoesNotContain(await Feed.Files().SplitAsync("date,complaint\n31/12/2026,no network - Ada: hello\n"), r => r.ContentType == Chat.ContentType);
        Assert.False(Chat.Recognises("31/12/2026, 23:59, Ada, no network"u8));
        Assert.False(Chat.Recognises("Dear care, on 31/12/2026, 23:59 - no network"u8));
    }

    private static ComplaintDraft Ok(RawRecord record) => Assert.IsType<Parsed.Ok>(Feed.Files().Parse(record)).Draft;
}
