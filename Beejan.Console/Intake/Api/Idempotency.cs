using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.Intake.Api;

/// <summary>
/// <c>Idempotency-Key</c>: the same key with the same body gets the stored answer, with another body 422, while the first still runs 409.
/// An answer is stored after its records are durable; a crash in between is harmless, because the repeat lands nothing twice.
/// </summary>
internal sealed class Idempotency(IDatabase database, TimeProvider clock, IOptions<IntakeOptions> options, ILogger<Idempotency> log)
{
    private readonly ConcurrentDictionary<string, byte> _running = new(StringComparer.Ordinal);

    public async ValueTask<Reply> OnceAsync(HttpContext http, SourceId source, string key, byte[] body, Func<ValueTask<Reply>> answer)
    {
        if (key.Length is 0 or > 255 || key.Any(c => c is < ' ' or > '~'))
        {
            return Reply.Problem(http, 400, "Bad idempotency key", new Reason("idempotency.invalid", "Idempotency-Key takes 1 to 255 printable ASCII characters", "Idempotency-Key"));
        }
        var id = Hash(Encoding.UTF8.GetBytes($"{http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? http.User.Identity?.Name}\n{source}\n{key}"));
        if (!_running.TryAdd(id, 0))
        {
            return Reply.Problem(http, 409, "Still running", new Reason("idempotency.running", "The first request with this key is not answered yet: ask again", "Idempotency-Key"), 1);
        }
        try
        {
            var bodyHash = Hash(body);
            var since = clock.GetUtcNow().AddHours(-options.Value.IdempotencyHours);
            var stored = await database.ReadAsync((db, ct) =>
                db.Set<IdempotencyRow>().SingleOrDefaultAsync(r => r.Id == id && r.AnsweredAt > since, ct), http.RequestAborted);
            if (stored is not null && stored.BodyHash != bodyHash)
            {
                return Reply.Problem(http, 422, "Idempotency key reused",
                    new Reason("idempotency.reused", "This key was used with another body: take a new key for a new request", "Idempotency-Key"));
            }
            if (stored is not null)
            {
                http.Response.Headers["Idempotency-Replayed"] = "true";
                return new Reply(stored.Status, stored.ContentType, stored.Answer);
            }
            var reply = await answer();
            if (reply.Status is 202 or 422)
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
                await db.Set<IdempotencyRow>().Where(r => r.Id == id).ExecuteDeleteAsync(ct);
                db.Add(new IdempotencyRow
                {
                    Id = id, BodyHash = bodyHash, Status = reply.Status, ContentType = reply.ContentType, Answer = reply.Body.ToArray(), AnsweredAt = clock.GetUtcNow(),
                });
                return await db.SaveChangesAsync(ct);
            }, CancellationToken.None);
        }
        catch (Exception e) when (Outage.Is(e) || e is DbUpdateException)
        {
            // The records are durable: the caller gets its receipts, and a repeat is told its duplicates.
            log.LogWarning(e, "An answer could not be kept for its idempotency key");
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>Forgets answers whose time is over.</summary>
internal sealed class ForgetIdempotencyKeys(IDatabase database, TimeProvider clock, IOptions<IntakeOptions> options) : IWork
{
    public string Name => "forget-idempotency-keys";

    public string Purpose => "Deletes the answers kept for idempotency keys when their time is over.";

    public Schedule Schedule => new Schedule.Cron("0 17 * * * ?");

    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        var before = clock.GetUtcNow().AddHours(-options.Value.IdempotencyHours);
        var gone = await database.WriteAsync((db, stop) => db.Set<IdempotencyRow>().Where(r => r.AnsweredAt <= before).ExecuteDeleteAsync(stop), ct);
        return new WorkReport(gone, 0, gone, 0);
    }
}
