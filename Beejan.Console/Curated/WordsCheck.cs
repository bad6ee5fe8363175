using Beejan.Contracts;
using Beejan.Curated.Reading;
using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>Some complaints out of all, evenly spread: each is found by its own words.</summary>
internal sealed class WordsCheck(IDatabase database) : ICheck
{
    private const int Asked = 2000;
    private const int MostNamed = 20;

    public string Name => "search-words";

    public Task<CheckResult> RunAsync(CancellationToken ct) => database.ReadAsync((db, stop) =>
    {
        if (!db.IsSqlite)
        {
            return Task.FromResult(CheckResult.Of([], "PostgreSQL keeps its own index"));
        }
        using var last = db.PrepareStatement("SELECT MAX(id) FROM complaints");
        using var next = db.PrepareStatement("SELECT id, text FROM complaints WHERE id >= @from ORDER BY id LIMIT 1", "from");
        using var look = db.PrepareStatement("SELECT 1 FROM complaint_words WHERE complaint_words MATCH @words AND rowid = @id", "words", "id");
        var (faults, asked) = (new List<string>(), 0);
        var step = Math.Max(1, (last.Scalar() ?? 0) / Asked);
        for (long? from = 0; from is { } at && faults.Count < MostNamed; stop.ThrowIfCancellationRequested())
        {
            from = null;
            next.Read([at], row =>
            {
                var (id, words) = (row.Int64(0), WordSearch.Match(row.Text(1)));
                from = Math.Max(id + 1, at + step);
                asked++;
                if (words is not null && look.Scalar(words, id) is null)
                {
                    faults.Add($"complaint {id} is not found by its words");
                }
                return false;
            });
        }
        return Task.FromResult(CheckResult.Of(faults, $"{asked:N0} complaints asked for"));
    }, ct);
}
