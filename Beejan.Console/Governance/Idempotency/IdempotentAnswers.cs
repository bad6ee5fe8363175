using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.Governance.Idempotency;

/// <summary>
/// <c>Idempotency-Key</c>: the same key with the same body gets the stored answer, with another body 422, while the first still runs 409.
/// Answers that did something (2xx) and those that found the request unfit (422) are kept; whatever else is worth another try is judged anew.
/// An answer is stored after its deed is durable. A crash in between loses only the answer: intake lands nothing twice, a change with its ETag
/// meets 412.
/// </summary>
internal sealed class IdempotentAnswers(IDatabase database, TimeProvider clock, IOptions<IdempotencyOptions> options, ILogger<IdempotentAnswers> log)
{
    public const string Header = "Idempotency-Key";

    private readonly ConcurrentDictionary<string, byte> _running = new(StringComparer.Ordinal);

    /// <summary>The stored answer to this caller, route and key, or what <paramref name="answer"/> gives.</summary>
    public async ValueTask<Reply> OnceAsync(HttpContext http, string key, byte[] body, Func<ValueTask<Reply>> answer)
    {
        if (key.Length is 0 or > 255 || key.Any(c => c is < ' ' or > '~'))
        {
            return Reply.Problem(http, 400, "Bad idempotency key", new Reason("idempotency.invalid", "Idempotency-Key takes 1 to 255 printable ASCII characters", Header));
        }
        var id = Hash(Encoding.UTF8.GetBytes($"{http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? http.User.Identity?.Name}\n{http.Request.Method} {http.Request.Path}\n{key}"));
        if (!_running.TryAdd(id, 0))
        {
            return Reply.Problem(http, 409, "Still running", new Reason("idempotency.running", "The first request with this key is not answered yet: ask again", Header), 1);
        }
        try
        {
            var bodyHash = Hash(body);
            var since = clock.GetUtcNow().AddHours(-options.Value.Hours);
            var stored = await database.ReadAsync((db, ct) =>
                db.Set<IdempotentAnswerRow>().SingleOrDefaultAsync(r => r.Id == id && r.AnsweredAt > since, ct), http.RequestAborted);
            if (stored is not null && stored.BodyHash != bodyHash)
            {
                return Reply.Problem(http, 422, "Idempotency key reused",
                    new Reason("idempotency.reused", "This key was used with another body: take a new key for a new request", Header));
            }
            if (stored is not null)
            {
                http.Response.Headers["Idempotency-Replayed"] = "true";
                return new Reply(stored.Status, stored.ContentType, stored.Answer, Headers: stored.Headers);
            }
            var reply = await answer();
            if (reply.Status is (>= 200 and < 300) or 422)
            {
                await KeepAsync(id, bodyHash, reply);
            }
            return reply;
        }
        finally
        {
            _running.TryRemove(id, out _);
        }
    }

    private async Task KeepAsync(string id, string bodyHash, Reply reply)
    {
        try
        {
            await database.WriteAsync(async (db, ct) =>
            {
                await db.Set<IdempotentAnswerRow>().Where(r => r.Id == id).ExecuteDeleteAsync(ct);
                db.Add(new IdempotentAnswerRow
                {
                    Id = id, BodyHash = bodyHash, Status = reply.Status, ContentType = reply.ContentType, Answer = reply.Body.ToArray(),
                    Headers = reply.Headers, AnsweredAt = clock.GetUtcNow(),
                });
                return await db.SaveChangesAsync(ct);
            }, CancellationToken.None);
        }
        catch (Exception e) when (Outage.Is(e) || e is DbUpdateException)
        {
            // The deed is done and the caller gets its answer; only a repeat would not be recognised.
            log.LogWarning(Outage.Trace(e), "An answer could not be kept for its idempotency key: a repeat would be judged anew ({Cause})", e.GetBaseException().Message);
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
