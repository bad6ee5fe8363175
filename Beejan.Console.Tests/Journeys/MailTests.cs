using System.Text;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Beejan.Tests.Journeys;

/// <summary>A Maildir through the real program.</summary>
public sealed class MailTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("beejan-mail-").FullName;

    [Fact]
    public async Task Of_a_maildir_delivered_messages_are_taken_and_replies_join_their_thread()
    {
        var box = Path.Combine(_data, "Maildir");
        await PutAsync(box, "cur/1.host:2,S", Mail("1@x", "ada@example.ng", "No network in Ikeja since Monday."));
        await PutAsync(box, "cur/2.host:2,", Mail("2@x", "ada@example.ng", "It is still down, please hurry.", "References: <1@x>\r\n"));
        await PutAsync(box, "new/3.host", Mail("3@x", "MAILER-DAEMON@example.ng", "Undelivered", "Return-Path: <>\r\n"));
        await PutAsync(box, "tmp/4.host", Mail("4@x", "ada@example.ng", "half a mess"));
        await PutAsync(box, ".Sent/cur/5.host:2,S", Mail("5@x", "care@example.ng", "We look into it."));
        await PutAsync(box, ".Sent/new/none", "");
        await PutAsync(box, "dovecot-uidlist", "3 V1 N4\n");
        var first = await ConsoleProcess.AnswerAsync(_data, "ingest", "email", box);
        Assert.Equal((3, 2, 1, 0), (Number(first, "landed"), Number(first, "curated"), Number(first, "dropped"), Number(first, "deadLettered")));

        // Days later, in another run, somebody answers the answer; the message that was read before has moved and is no news.
        await PutAsync(box, "new/6.host", Mail("6@x", "ada@example.ng", "Nothing has changed here.", "In-Reply-To: <2@x>\r\n"));
        File.Move(Path.Combine(box, "cur/2.host:2,"), Path.Combine(box, "cur/2.host:2,RS"));
        var second = await ConsoleProcess.AnswerAsync(_data, "ingest", "email", box);
        Assert.Equal((4, 1, 3, 1), (Number(second, "received"), Number(second, "landed"), Number(second, "duplicates"), Number(second, "curated")));

        Assert.Equal(["1@x:", "2@x:1@x", "6@x:1@x"], Threads());
        Assert.True((await ConsoleProcess.AnswerAsync(_data, "verify")).GetProperty("ok").GetBoolean());
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private List<string> Threads()
    {
        using var db = new SqliteConnection($"Data Source={Directory.GetFiles(_data, "*.db").Single()};Mode=ReadOnly;Pooling=False");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT c.source_key || ':' || coalesce(f.source_key, '') FROM complaints c LEFT JOIN complaints f ON f.id = c.reply_to ORDER BY c.id";
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.GetString(0));
        }
        return lines;
    }

    private static long Number(System.Text.Json.JsonElement answer, string name) => answer.GetProperty(name).GetInt64();

    private static string Mail(string id, string from, string text, string more = "") =>
        $"{more}From: {from}\r\nDate: Wed, 21 Jan 2026 10:00:00 +0100\r\nMessage-ID: <{id}>\r\nSubject: network\r\n\r\n{text}\r\n";

    private static Task PutAsync(string box, string name, string text)
    {
        var path = Path.Combine(box, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.WriteAllTextAsync(path, text, new UTF8Encoding(false));
    }
}
