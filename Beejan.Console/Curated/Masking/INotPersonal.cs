using Beejan.Storage;

namespace Beejan.Curated.Masking;

/// <summary>What people said about masked pieces.</summary>
public interface INotPersonal
{
    /// <summary>
    /// The tokens that stay unmasked, by complaint, of those with an id between the two. A complaint whose every word was taken back stands there
    /// with none.
    /// </summary>
    Task<IReadOnlyDictionary<long, IReadOnlySet<string>>> BetweenAsync(long first, long last, CancellationToken ct);

    /// <summary>All that was said about one complaint, taken back or not, oldest first.</summary>
    Task<IReadOnlyList<NotPersonalRow>> OfAsync(long id, CancellationToken ct);

    /// <summary>Writes a word and its line in the complaint's history, in the caller's transaction. False, and nothing is written, when this one or a later one on the piece was written before.</summary>
    Task<bool> WriteAsync(BeejanDbContext db, NotPersonalRow row, CancellationToken ct);

    /// <summary>What stands now, by kind, the most often said first.</summary>
    /// <param name="since">What <see cref="OverMasked.Lately"/> counts from.</param>
    Task<IReadOnlyList<OverMasked>> CountAsync(DateTimeOffset since, CancellationToken ct);
}

/// <summary>Over-masking of one kind.</summary>
/// <param name="Kind">As in a token, lower case.</param>
/// <param name="Lately">Pieces said not to be personal lately.</param>
/// <param name="Ever">The same since the beginning.</param>
/// <param name="Complaints">In so many complaints.</param>
/// <param name="LastComplaint">The complaint in which it was said last.</param>
public sealed record OverMasked(string Kind, int Lately, int Ever, int Complaints, long LastComplaint);
