using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.Governance.Idempotency;

/// <summary>Forgets answers whose time is over.</summary>
internal sealed class ForgetIdempotencyKeys(IDatabase database, TimeProvider clock, IOptions<IdempotencyOptions> options) : IWork
{
    public string Name => "forget-idempotency-keys";

    public string Purpose => "Deletes the answers kept for idempotency keys when their time is over.";

    public Schedule Schedule => new Schedule.Cron("0 17 * * * ?");

    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        var before = clock.GetUtcNow().AddHours(-options.Value.Hours);
        var gone = await database.WriteAsync((db, stop) => db.Set<IdempotentAnswerRow>().Where(r => r.AnsweredAt <= before).ExecuteDeleteAsync(stop), ct);
        return new WorkReport(gone, 0, gone, 0);
    }
}
