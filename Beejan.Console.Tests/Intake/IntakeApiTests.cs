using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Intake;
using Beejan.Governance.Idempotency;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Intake;

public sealed class IntakeApiTests
{
    [Fact]
    public async Task Records_are_accepted_repeated_or_rejected_each_with_a_receipt()
    {
        await using var house = await IntakeHouse.ServeAsync();
        await house.ReceiveAsync("k1|no network");

        var (status, body) = await PostAsync(house, "k1|no network\nk2|slow data\nk3|");

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal((1, 1), (body.GetProperty("accepted").GetInt32(), body.GetProperty("duplicates").GetInt32()));
        var rejected = Assert.Single(body.GetProperty("rejected").EnumerateArray());
        Assert.Equal((2, "text.missing", "text"), (rejected.GetProperty("index").GetInt32(), rejected.GetProperty("code").GetString(), rejected.GetProperty("field").GetString()));
        var receipts = body.GetProperty("receipts").EnumerateArray().ToList();
        Assert.Equal(["k1", "k2", "k3"], receipts.Select(r => r.GetProperty("key").GetString()));
        Assert.Equal(receipts[0].GetProperty("rawId").GetInt64(), receipts[0].GetProperty("duplicateOf").GetInt64());
        Assert.False(receipts[1].TryGetProperty("duplicateOf", out _));
        Assert.All(receipts, r => Assert.True(ComplaintNumber.TryParse(r.GetProperty("number").GetString(), out _)));
        Assert.Equal(3, (await house.BalanceAsync()).Landed);
    }

    [Theory]
    [InlineData("""{"data":[{"submissionId":"a","message":"no network"},{"submissionId":"b","message":""}]}""")]
    [InlineData("""[{"submissionId":"a","message":"no network"},{"submissionId":"b","message":""}]""")]
    public async Task An_array_or_an_envelope_of_complaints_gets_a_receipt_for_each(string content)
    {
        await using var house = await IntakeHouse.ServeAsync();
        var (status, body) = await PostAsync(house, content, "web-form", "application/json");
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(["a", "b"], body.GetProperty("receipts").EnumerateArray().Select(r => r.GetProperty("key").GetString()));
        Assert.Equal((1, "text.missing"), Assert.Single(body.GetProperty("rejected").EnumerateArray()) is var no ? (no.GetProperty("index").GetInt32(), no.GetProperty("code").GetString()) : default);
    }

    [Fact]
    public async Task A_body_of_which_nothing_can_be_read_is_a_problem_that_names_the_field_and_still_lands()
    {
        await using var house = await IntakeHouse.ServeAsync();
        var (status, body) = await PostAsync(house, "k1|");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("text.missing", body.GetProperty("code").GetString());
        Assert.Contains("text", body.GetProperty("errors").GetProperty("text")[0].GetString(), StringComparison.Ordinal);
        Assert.Single(body.GetProperty("receipts").EnumerateArray());
        Assert.Equal(1, (await house.BalanceAsync()).Landed);
    }

    [Theory]
    [InlineData("telex", "k1|x", "text/plain", 404, "source.unknown")]
    [InlineData("lines", "", "text/plain", 400, "body.empty")]
    [InlineData("lines", "k1|x", "image/png", 415, "media.unsupported")]
    [InlineData("lines", "k1|", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 422, "text.missing")]
    [InlineData("lines", "k1|x", "multipart/form-data", 415, "media.unsupported")]
    public async Task A_wrong_call_is_a_problem_with_a_code(string source, string content, string type, int expected, string code)
    {
        await using var house = await IntakeHouse.ServeAsync();
        var (status, body) = await PostAsync(house, content, source, type);
        Assert.Equal((expected, code), ((int)status, body.GetProperty("code").GetString()));
        Assert.Equal(expected, body.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused_declared_or_not(bool declared)
    {
        await using var house = await IntakeHouse.ServeAsync(s => s.Configure<IntakeOptions>(o => o.MaxBodyMegabytes = 1));
        var content = new StringContent("k1|" + new string('x', 1024 * 1024));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/intake/lines") { Content = content };
        request.Headers.TransferEncodingChunked = !declared;

        var answer = await house.Client().SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("body.too-large", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_records_are_refused_whole()
    {
        await using var house = await IntakeHouse.ServeAsync(s => s.Configure<IntakeOptions>(o => o.MaxRecordsPerRequest = 2));
        var (status, body) = await PostAsync(house, "k1|x\nk2|x\nk3|x");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "records.too-many"), (status, body.GetProperty("code").GetString()));
        Assert.Equal(new IntakeResult(1, 1, 0), await house.ReceiveAsync("k1|x"));
    }

    [Fact]
    public async Task Nobody_without_the_right_gets_in()
    {
        await using var house = await IntakeHouse.ServeAsync();
        var answer = await house.Client(caller: null).PostAsync("/api/v1/intake/lines", new StringContent("k1|x"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task An_outage_is_answered_503_with_a_time_to_come_back_and_passes_by_itself()
    {
        await using var house = await IntakeHouse.ServeAsync(s => s.Configure<Beejan.Storage.StorageOptions>(o => o.BusyTimeoutSeconds = 1));
        await PostAsync(house, "k0|x");
        var segments = Directory.GetFiles(Path.Combine(house.Data, "raw"), "*.ndjson", SearchOption.AllDirectories);
        await using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(house.Data, "beejan.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await ExecuteAsync(other, "BEGIN IMMEDIATE");
            var refused = await house.Client().PostAsync("/api/v1/intake/lines", new StringContent("k1|x"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("10", refused.Headers.GetValues("Retry-After").Single());
            Assert.Contains("storage.unavailable", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            await ExecuteAsync(other, "ROLLBACK");
        }
        var (status, _) = await PostAsync(house, "k1|x");
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(2, (await house.BalanceAsync()).Landed);
        Assert.DoesNotContain("\n\n", await File.ReadAllTextAsync(Assert.Single(segments)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_idempotency_key_replays_the_answer_and_refuses_another_body()
    {
        await using var house = await IntakeHouse.ServeAsync();
        var first = await SendAsync(house, "k1|no network", "key-1");
        var again = await SendAsync(house, "k1|no network", "key-1");
        var other = await SendAsync(house, "k1|slow data", "key-1");
        var elsewhere = await SendAsync(house, "k1|slow data", "key-1", "obi");

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal("true", again.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Contains("idempotency.reused", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, elsewhere.StatusCode);
        Assert.Equal((2, 0), ((await house.BalanceAsync()).Landed, (await house.BalanceAsync()).Duplicates));
    }

    [Fact]
    public async Task The_idempotency_key_behind_its_senders_name_is_the_key_of_a_record_that_has_none()
    {
        await using var house = await IntakeHouse.ServeAsync();
        var answer = await SendAsync(house, "|no network", "order-7");
        Assert.Matches("\"key\":\"[^\"]*:order-7\"", await answer.Content.ReadAsStringAsync());
        // What a record calls itself is another thing: neither replaces the other.
        var other = await SendAsync(house, "order-7|no calls", "another");
        Assert.Contains("\"accepted\":1", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(2, (await house.BalanceAsync()).Landed);
        Assert.Contains("\"key\":\"order-7\"", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idempotency_key_is_forgotten_after_its_time()
    {
        await using var house = await IntakeHouse.ServeAsync();
        await SendAsync(house, "k1|no network", "key-1");
        var work = house.App.Services.GetServices<IWork>().OfType<ForgetIdempotencyKeys>().Single();

        Assert.Equal(0, (await work.RunAsync(RunId.New(), CancellationToken.None)).Dropped);
        house.Clock.Ahead = TimeSpan.FromHours(24.1);
        Assert.Equal(1, (await work.RunAsync(RunId.New(), CancellationToken.None)).Dropped);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(house, "k1|other body", "key-1")).StatusCode);
    }

    private static async Task ExecuteAsync(Microsoft.Data.Sqlite.SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static Task<HttpResponseMessage> SendAsync(IntakeHouse house, string content, string key, string caller = "ada")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/intake/lines") { Content = new StringContent(content) };
        request.Headers.Add("Idempotency-Key", key);
        return house.Client(caller).SendAsync(request);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(IntakeHouse house, string content, string source = "lines", string type = "text/plain")
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(content)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        var answer = await house.Client().PostAsync($"/api/v1/intake/{source}", body);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone());
    }
}
