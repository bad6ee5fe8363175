using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Governance.Audit;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Beejan.Tests.Journeys;

/// <summary>
/// Personal data is planted in every field of every kind of delivery, and then looked for in everything that comes out: pages, API, exports,
/// reports, metrics and the log. The customers, the raw bytes and the audited looks at them are the only places that know it.
/// </summary>
public sealed class LeakTests : IDisposable
{
    private static readonly string[] Literals =
    [
        "08031112233", "0803 111 2233", "803111224", "803111223", "ngozi.planted@example.ng", "4111 1111 1111 1111", "4111111111111111", "12345678901", "22345678901", "0123456789",
        "Ngozi Planted", "Planted", "14, Allen Avenue", "Allen Avenue", "one one two two three three",
    ];

    private const string Words = "Call 08031112233 or 0803 111 2233 (zero eight zero three, one one one two two three three), mail ngozi.planted@example.ng. My NIN is 12345678901, BVN 22345678901, "
        + "acct 0123456789, card 4111 1111 1111 1111. My name is Ngozi Planted of No 14, Allen Avenue, Ikeja. No network since";

    private readonly LogListener _log = new();
    private readonly ConsoleHost _host;
    private readonly HttpClient _api;

    public LeakTests()
    {
        _host = new ConsoleHost { With = services => services.AddSingleton<ILoggerProvider>(_log) };
        _api = _host.Api();
    }

    [Fact]
    public async Task Nothing_personal_is_in_any_page_answer_export_metric_or_log()
    {
        await SendEverythingAsync();
        var outside = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in (string[])["complaints?limit=100", "pipeline/balance", "pipeline/runs", "pipeline/deadletters", "pipeline/deadletters/reasons", "metrics/summary", "metrics/trends", "pipeline/replays"])
        {
            outside["api " + path] = await _api.GetStringAsync("/api/v1/" + path);
        }
        var items = JsonDocument.Parse(outside["api complaints?limit=100"]).RootElement.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["call-center", "email", "files", "sms", "social", "web-form"], items.Select(i => i.GetProperty("source").GetString()).Distinct().Order());
        Assert.All(items, i => Assert.Contains("[PHONE:", i.GetProperty("text").GetString(), StringComparison.Ordinal));
        Assert.All(items, AssertMaskedIsWhatTheTextHolds);
        foreach (var item in items)
        {
            var id = item.GetProperty("id").GetString();
            foreach (var part in (string[])["", "/history", "/lineage"])
            {
                outside[$"api {id}{part}"] = await _api.GetStringAsync($"/api/v1/complaints/{id}{part}");
            }
        }
        outside["metrics"] = await _api.GetStringAsync("/metrics");
        outside["health"] = await _api.GetStringAsync("/health/detail");
        await PagesAsync(outside, items.Select(i => i.GetProperty("id").GetString()!));
        await TablesAsync(outside);
        outside["log"] = string.Join('\n', _log.Lines.Where(l => l.Level >= LogLevel.Information).Select(l => $"{l.Text} {l.Error}"));

        Assert.Empty(outside.SelectMany(o => Literals.Where(l => o.Value.Contains(l, StringComparison.OrdinalIgnoreCase)).Select(l => $"{o.Key}: {l}: {Around(o.Value, l)}")));
    }

    [Fact]
    public async Task An_answer_to_bad_input_does_not_repeat_it()
    {
        using var broken = await _api.PostAsync("/api/v1/intake/web-form", new StringContent($$"""{"text":"{{Words}}", """, Encoding.UTF8, "application/json"));
        using var wrong = await _api.PostAsync("/api/v1/intake/call-center", new StringContent($"<log><call><notes>{Words}</call>", Encoding.UTF8, "application/xml"));
        using var nowhere = await _api.GetAsync("/api/v1/complaints/BJN-08031112233");
        using var patch = await _api.PatchAsync("/api/v1/complaints/1", JsonContent.Create(new { status = "Ngozi Planted 08031112233" }));
        foreach (var answer in (HttpResponseMessage[])[broken, wrong, patch])
        {
            var said = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain(Literals, l => said.Contains(l, StringComparison.OrdinalIgnoreCase));
        }
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        await Until.TrueAsync(async () => (await BalanceAsync()).GetProperty("inFlight").GetInt64() == 0);
        var letters = await _api.GetStringAsync("/api/v1/pipeline/deadletters");
        Assert.NotEqual(0, JsonDocument.Parse(letters).RootElement.GetProperty("items").GetArrayLength());
        Assert.DoesNotContain(Literals, l => letters.Contains(l, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_look_at_a_dead_letters_bytes_over_the_API_is_in_the_audit_trail()
    {
        using var sent = await _api.PostAsJsonAsync("/api/v1/intake/web-form", new { submissionId = "x", phone = "08031112233", submittedAt = "2099-01-01T00:00:00Z", text = Words });
        await Until.TrueAsync(async () => (await BalanceAsync()).GetProperty("deadLettered").GetInt64() == 1);
        var id = JsonDocument.Parse(await _api.GetStringAsync("/api/v1/pipeline/deadletters")).RootElement.GetProperty("items")[0].GetProperty("rawId").GetInt64();
        var letter = JsonDocument.Parse(await _api.GetStringAsync($"/api/v1/pipeline/deadletters/{id}")).RootElement;
        Assert.Contains("08031112233", Encoding.UTF8.GetString(letter.GetProperty("payload").GetBytesFromBase64()), StringComparison.Ordinal);
        Assert.Equal($"record {id}", Assert.Single(await LooksAsync()));
    }

    public void Dispose()
    {
        _api.Dispose();
        _host.Dispose();
        _log.Dispose();
    }

    // Each from a line of its own, or they would be one complaint.
    private async Task SendEverythingAsync()
    {
        await SendAsync("web-form", "application/json", JsonSerializer.Serialize(new { submissionId = "w1", phone = "08031112240", name = "Ngozi Planted", email = "ngozi.planted@example.ng", product = "08031112240 plan", text = Words + " Monday" }));
        await SendAsync("web-form", "application/x-www-form-urlencoded", $"submissionId=w2&phone=08031112241&name=Ngozi+Planted&text={Uri.EscapeDataString(Words + " Tuesday")}");
        await SendAsync("sms", "text/plain", $"2026-01-15 10:00:00|08031112242|{Words} Wednesday\n");
        await SendAsync("sms", "application/json", JsonSerializer.Serialize(new { id = "j1", from = "08031112243", to = "111", text = Words + " Thursday", date = "2026-01-15T10:00:00Z" }));
        await SendAsync("call-center", "text/csv", $"call_id,caller_msisdn,customer_name,call_start,state,notes,plan\nC1,08031112244,Ngozi Planted,15/01/2026 10:00:00,Lagos,\"{Words} Friday\",ngozi.planted@example.ng\n");
        await SendAsync("call-center", "application/xml", $"<log><call><call_id>C2</call_id><caller_msisdn>08031112245</caller_msisdn><customer_name>Ngozi Planted</customer_name><call_start>2026-01-15 10:00:00</call_start><notes>{Words} Saturday</notes></call></log>");
        await SendAsync("social", "application/json", JsonSerializer.Serialize(new { data = new { id = "1900000000000000892", text = Words + " Sunday", created_at = "2026-01-01T00:53:06.000Z", author_id = "21" }, includes = new { users = new[] { new { id = "21", username = "someone", name = "Ngozi Planted" } } } }));
        await SendAsync("files", "text/csv", $"Ref;Date received;Customer;MSISDN;State;Complaint\nB1;15/01/2026 10:00:00;Ngozi Planted;08031112246;Lagos;\"{Words} today\"\n");
        await SendAsync("email", "message/rfc822", $"From: Ngozi Planted <ngozi.planted@example.ng>\r\nDate: Wed, 21 Jan 2026 10:00:00 +0100\r\nMessage-ID: <1@x>\r\nSubject: 08031112233\r\n\r\n{Words} yesterday\r\n");
        await SendAsync("web-form", "application/json", JsonSerializer.Serialize(new { submissionId = "d1", phone = "08031112247", name = "Ngozi Planted", submittedAt = "2099-01-01T00:00:00Z", text = Words }));
        await Until.TrueAsync(async () => await BalanceAsync() is var b && b.GetProperty("inFlight").GetInt64() == 0 && b.GetProperty("deadLettered").GetInt64() >= 1);
    }

    private async Task SendAsync(string source, string type, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        using var answer = await _api.PostAsync($"/api/v1/intake/{source}", content);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{source}: {await answer.Content.ReadAsStringAsync()}");
    }

    private async Task PagesAsync(Dictionary<string, string> outside, IEnumerable<string> complaints)
    {
        using var browser = _host.Browser();
        await browser.SignInAsync(ConsoleHost.Admin, ConsoleHost.Password);
        foreach (var page in complaints.Select(id => "complaints/" + id).Concat(["", "queue", "dead-letters", "pipeline", "runs", "reports", "health", "sources", "audit"]))
        {
            using var answer = await browser.GetAsync("/" + page);
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.NotFound });
            outside["page /" + page] = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }
    }

    private async Task TablesAsync(Dictionary<string, string> outside)
    {
        foreach (var table in _host.Services.GetServices<ITabular>())
        {
            var text = new StringBuilder();
            await foreach (var row in table.RowsAsync(new TabularQuery(null, null, Reveal: false), default))
            {
                text.AppendJoin('|', row).Append('\n');
            }
            outside["table " + table.Name] = text.ToString();
        }
        using var asked = await _api.PostAsJsonAsync("/api/v1/reports/complaints/runs", new { from = "2020-01-01", to = "2030-01-01" });
        var run = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        HttpResponseMessage? file = null;
        await Until.TrueAsync(async () => (file = await _api.GetAsync($"/api/v1/reports/complaints/runs/{run}/file")).StatusCode == HttpStatusCode.OK);
        using var book = new ZipArchive(await file!.Content.ReadAsStreamAsync());
        foreach (var sheet in book.Entries)
        {
            using var reader = new StreamReader(sheet.Open());
            outside["report " + sheet.FullName] = await reader.ReadToEndAsync();
        }
    }

    private async Task<JsonElement> BalanceAsync() => await _api.GetFromJsonAsync<JsonElement>("/api/v1/pipeline/balance");

    private Task<List<string>> LooksAsync() => _host.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) =>
        db.Set<AuditEntry>().Where(e => e.Action == "raw.view").Select(e => e.Subject).ToListAsync(ct), default);

    private static void AssertMaskedIsWhatTheTextHolds(JsonElement item)
    {
        var text = item.GetProperty("text").GetString()!;
        var masked = item.GetProperty("masked").EnumerateArray().ToList();
        Assert.Superset(new HashSet<string?> { "phone", "email", "nin", "bvn", "account", "card", "name", "address" }, masked.Select(m => m.GetProperty("kind").GetString()).ToHashSet());
        Assert.All(masked, m => Assert.Equal(
            $"[{m.GetProperty("kind").GetString()!.ToUpperInvariant()}:{m.GetProperty("code").GetString()}]", text.Substring(m.GetProperty("start").GetInt32(), m.GetProperty("length").GetInt32())));
    }

    private static string Around(string text, string literal)
    {
        var at = text.IndexOf(literal, StringComparison.OrdinalIgnoreCase);
        return text[Math.Max(0, at - 60)..Math.Min(text.Length, at + literal.Length + 30)].ReplaceLineEndings(" ");
    }
}
