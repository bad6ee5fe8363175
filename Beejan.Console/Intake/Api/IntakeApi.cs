using System.Globalization;
using Beejan.Contracts;
using Beejan.Governance.Idempotency;
using Beejan.Intake.Watch;
using Beejan.Sources;
using Beejan.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Beejan.Intake.Api;

/// <summary>
/// <c>POST /api/v1/intake/{source}</c>: a body in any format of that source. All its records land, readable or not; the answer
/// comes when they are durable and says which of them will be dead letters.
/// </summary>
internal sealed class IntakeApi(IIntake intake, IInbox inbox, IdempotentAnswers answers, SourceControls controls, SourceSchemas schemas, TimeProvider clock, IOptions<IntakeOptions> options)
{
    /// <summary>How long senders to a paused source are told to wait.</summary>
    private const int PausedSeconds = 60;

    private readonly long _limit = options.Value.MaxBodyMegabytes * 1024L * 1024L;

    public Task HandleAsync(HttpContext http, string source) => ReplyAsync(http, h => AnswerAsync(h, source));

    /// <summary>The source of short messages, for the gateways.</summary>
    internal ISource Sms => intake.Find("sms") ?? throw new InvalidOperationException("the source sms is not registered");

    /// <summary>Sends the answer; what a way in may fail with (a body too large, an outage) becomes one.</summary>
    internal async Task ReplyAsync(HttpContext http, Func<HttpContext, ValueTask<Reply>> answer)
    {
        Reply reply;
        try
        {
            reply = await answer(http);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            reply = TooLarge(http);
        }
        catch (Exception e) when (e is not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested && Outage.Is(e))
        {
            reply = Unavailable(http, new Reason("storage.unavailable", "The store cannot be reached just now: send it again"));
        }
        await reply.SendAsync(http.Response);
    }

    private async ValueTask<Reply> AnswerAsync(HttpContext http, string name)
    {
        if (intake.Find(name) is not { } source)
        {
            return Reply.Problem(http, 404, "Unknown source", new Reason("source.unknown",
                $"There is no such source. Sources: {string.Join(", ", intake.Sources.Select(s => s.Id.Value))}", "source"));
        }
        var (body, problem) = await BodyAsync(http);
        if (body is null)
        {
            return problem!;
        }
        return http.Request.Headers.TryGetValue(IdempotentAnswers.Header, out var key)
            // Whose it is, too: what two senders call 1001 is not one record, nor is it the record 1001 of either.
            ? await answers.OnceAsync(http, key.ToString(), body, () => LandAsync(http, source, body, $"{http.User.Identity?.Name}:{key}"))
            : await LandAsync(http, source, body, null);
    }

    /// <summary>The request's whole body, or the answer when it may not be read.</summary>
    internal async ValueTask<(byte[]? Body, Reply? Problem)> BodyAsync(HttpContext http)
    {
        if (!RequestBody.IsReadable(RequestBody.MediaType(http.Request)) || http.Request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity")
        {
            return (null, Reply.Problem(http, 415, "Unsupported media type", new Reason("media.unsupported",
                "Send JSON, NDJSON, CSV, XML, form-urlencoded, plain text, a workbook, or a .gz or .zip of them, as the raw body without Content-Encoding", "Content-Type")));
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = _limit;
        }
        return await RequestBody.ReadAsync(http.Request, _limit) switch
        {
            null => (null, TooLarge(http)),
            [] => (null, Reply.Problem(http, 400, "Empty body", new Reason("body.empty", "The request has no body: send the complaint or complaints in it", "body"))),
            var body => (body, null),
        };
    }

    /// <summary>Cuts a body into records, lands them and tells each one's verdict.</summary>
    /// <param name="key">The request's own identifier, for a record that carries none.</param>
    /// <param name="takesUnreadable">True: a body of which nothing can be read is answered 202 like any other, all of it rejected; otherwise 422.</param>
    internal async ValueTask<Reply> LandAsync(HttpContext http, ISource source, byte[] body, string? key, bool takesUnreadable = false)
    {
        if (controls.IsPaused(source.Id.Value))
        {
            return Reply.Problem(http, 503, "Paused", new Reason("source.paused", "This source is paused on purpose and nothing was kept: send it again later", "source"), PausedSeconds);
        }
        var now = clock.GetUtcNow();
        var records = new List<RawRecord>(1);
        using (var content = new MemoryStream(body, writable: false))
        {
            await foreach (var record in source.SplitAsync(new Delivery("api", RequestBody.MediaType(http.Request), content, now, key), http.RequestAborted))
            {
                if (records.Count == options.Value.MaxRecordsPerRequest)
                {
                    return Reply.Problem(http, 413, "Too many records", new Reason("records.too-many", string.Create(CultureInfo.InvariantCulture,
                        $"A request takes at most {options.Value.MaxRecordsPerRequest} records and nothing of this one was kept: send it in parts, or as a file"), "body"));
                }
                records.Add(Keys.Normalise(record));
            }
        }
        if (await schemas.CheckAsync(source.Id.Value, records, http.RequestAborted) is { } frozen)
        {
            return Reply.Problem(http, 409, "Not as agreed", frozen);
        }
        var unreadable = Verdicts.Of(source, records);
        return await inbox.LandAsync(records, http.RequestAborted) switch
        {
            Delivered.Durable { Receipts: var receipts } when takesUnreadable || unreadable.Count < records.Count =>
                Reply.Write(202, Reply.Json, json => Verdicts.Write(json, receipts, unreadable, now)),
            Delivered.Durable { Receipts: var receipts } => Reply.Problem(http, 422, "Nothing of it can be read", unreadable[0].Reason, 0, json =>
            {
                Verdicts.WriteErrors(json, unreadable);
                Verdicts.Write(json, receipts, unreadable, now);
            }),
            Delivered.Refused { Reason: var reason } => Unavailable(http, reason),
            var other => throw new InvalidOperationException($"the inbox answered {other}"),
        };
    }

    private Reply TooLarge(HttpContext http) => Reply.Problem(http, 413, "Body too large", new Reason("body.too-large", string.Create(CultureInfo.InvariantCulture,
        $"A request takes at most {options.Value.MaxBodyMegabytes} MiB: send it in parts, or as a file through the upload page or the inbox folder"), "body"));

    private static Reply Unavailable(HttpContext http, Reason reason) => Reply.Problem(http, 503, "Try again", reason, reason.Code == "intake.busy" ? 2 : 10);
}
