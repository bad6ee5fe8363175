using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Beejan.Storage;

/// <summary>
/// Pooled contexts of one kind. EF's own services and the model are waited for when the first context is asked for, not when this is made: a
/// start has other things to do meanwhile, and a command that only tells its usage never asks. Contexts can be made until this is disposed.
/// </summary>
/// <param name="logs">Where EF logs.</param>
/// <param name="model">From <see cref="ModelAhead"/>.</param>
/// <param name="use">Names the provider and the connection.</param>
internal sealed class ContextFactory<T>(ILoggerFactory logs, Task<IModel> model, Action<DbContextOptionsBuilder> use) : IDbContextFactory<BeejanDbContext>, IDisposable
    where T : BeejanDbContext
{
    private readonly Lazy<ServiceProvider> _services = new(() => new ServiceCollection()
        .AddSingleton(logs)
        .AddPooledDbContextFactory<T>(db =>
        {
            use(db);
            db.UseModel(model.GetAwaiter().GetResult());
        })
        .BuildServiceProvider());

    public BeejanDbContext CreateDbContext() => _services.Value.GetRequiredService<IDbContextFactory<T>>().CreateDbContext();

    public void Dispose()
    {
        if (_services.IsValueCreated)
        {
            _services.Value.Dispose();
        }
    }
}
