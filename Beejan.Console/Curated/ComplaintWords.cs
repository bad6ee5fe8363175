using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>
/// Keeps <c>complaint_words</c> as the rows are, in their transaction: whoever adds a complaint, changes its text or removes it says so here. PostgreSQL
/// has an index on the rows and needs nobody to tell it (note 0004).
/// </summary>
internal sealed class ComplaintWords(BeejanDbContext db) : IDisposable
{
    private readonly Statement? _add = db.IsSqlite ? db.PrepareStatement("INSERT INTO complaint_words (rowid, text) VALUES (@id, @text)", "id", "text") : null;
    private Statement? _remove;

    public void Add(long id, string text) => _add?.Run(id, text);

    /// <param name="text">As it was added: other words would stay behind.</param>
    public void Remove(long id, string text)
    {
        if (db.IsSqlite)
        {
            _remove ??= db.PrepareStatement("INSERT INTO complaint_words (complaint_words, rowid, text) VALUES ('delete', @id, @text)", "id", "text");
            _remove.Run(id, text);
        }
    }

    public void Dispose()
    {
        _add?.Dispose();
        _remove?.Dispose();
    }
}
