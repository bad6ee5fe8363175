using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Beejan.Storage;

/// <summary>EF's picture of the tables, built on another core while the rest of the program is put together: it takes half a second of every start.</summary>
internal static class ModelAhead
{
    /// <summary>Begins at once. The database is not opened.</summary>
    /// <param name="make">Makes a context of these options.</param>
    /// <param name="use">Names the provider, with whatever else makes EF keep another set of its own services.</param>
    public static Task<IModel> BuildAsync<T>(Func<DbContextOptions<T>, T> make, Action<DbContextOptionsBuilder<T>> use) where T : BeejanDbContext => Task.Run(() =>
    {
        var options = new DbContextOptionsBuilder<T>();
        use(options);
        using var context = make(options.Options);
        return context.Model;
    });
}
