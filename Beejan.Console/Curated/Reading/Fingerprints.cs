using Beejan.Storage;

namespace Beejan.Curated.Reading;

internal sealed class Fingerprints(IDatabase database) : IFingerprints
{
    public Task<IReadOnlyDictionary<long, long>> FindAsync(IReadOnlyList<long> fingerprints, DateTimeOffset since, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<long, long>>((db, stop) =>
        {
            var found = new Dictionary<long, long>();
            using var find = db.PrepareStatement("SELECT id FROM complaints WHERE fingerprint = @f AND reported_at >= @since ORDER BY id LIMIT 1", "f", "since");
            var from = since.ToUnixTimeMilliseconds();
            foreach (var fingerprint in fingerprints)
            {
                if (find.Scalar(fingerprint, from) is { } id)
                {
                    found[fingerprint] = id;
                }
            }
            stop.ThrowIfCancellationRequested();
            return Task.FromResult<IReadOnlyDictionary<long, long>>(found);
        }, ct);
}
