using System.Buffers.Text;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Beejan.Governance.Audit;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.Governance.Access;

/// <summary>
/// The API keys in force, in memory: a request costs one SHA-256 and one look-up, no database. Read again after each change here and every
/// half minute, so that a key revoked through another instance dies within that time.
/// </summary>
internal sealed class ApiKeys(IDatabase database, IAuditTrail audit, IOptions<AccessOptions> options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private FrozenDictionary<Digest, ApiKey>? _keys;

    /// <summary>The key's holder, or null when there is no such key in force.</summary>
    public async ValueTask<ApiKey?> FindAsync(string presented, CancellationToken ct)
    {
        if (_keys is null)
        {
            await ReloadAsync(ct);
        }
        var now = clock.GetUtcNow();
        if (!_keys!.TryGetValue(Digest.Of(presented), out var key) || key.ExpiresAt <= now)
        {
            return null;
        }
        key.Touch(now);
        return key;
    }

    /// <summary>A new key. Its text is returned once and never kept.</summary>
    public async Task<string> CreateAsync(string name, IReadOnlyCollection<string> scopes, DateTimeOffset? expires, string actor, CancellationToken ct)
    {
        var text = "bjn_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var row = new ApiKeyRow
        {
            Name = name,
            Prefix = text[..10],
            Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
            Scopes = string.Join(' ', Scopes.All.Where(scopes.Contains)),
            CreatedBy = actor,
            CreatedAt = clock.GetUtcNow(),
            ExpiresAt = expires,
        };
        await database.WriteAsync(async (db, stop) =>
        {
            db.Add(row);
            await db.SaveChangesAsync(stop);
            await audit.WriteAsync(db, actor, "key.created", row.Prefix, $"{row.Name}; {row.Scopes}", stop);
            return 0;
        }, ct);
        await ReloadAsync(ct);
        return text;
    }

    /// <summary>False when there is no such key or it is revoked already.</summary>
    public async Task<bool> RevokeAsync(long id, string actor, CancellationToken ct)
    {
        var done = await database.WriteAsync(async (db, stop) =>
        {
            var row = await db.Set<ApiKeyRow>().SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, stop);
            if (row is null)
            {
                return false;
            }
            row.RevokedAt = clock.GetUtcNow();
            await db.SaveChangesAsync(stop);
            await audit.WriteAsync(db, actor, "key.revoked", row.Prefix, row.Name, stop);
            return true;
        }, ct);
        await ReloadAsync(ct);
        return done;
    }

    public Task<List<ApiKeyRow>> ListAsync(CancellationToken ct) =>
        database.ReadAsync((db, stop) => db.Set<ApiKeyRow>().OrderBy(k => k.RevokedAt != null).ThenByDescending(k => k.Id).ToListAsync(stop), ct);

    /// <summary>Writes when keys were last used, those that were since the last time.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        var used = (_keys?.Values ?? []).Where(k => k.Id > 0).Select(k => (k.Id, At: k.TakeUse())).Where(u => u.At is not null).ToList();
        if (used.Count > 0)
        {
            await database.WriteAsync(async (db, stop) =>
            {
                foreach (var (id, at) in used)
                {
                    await db.Set<ApiKeyRow>().Where(k => k.Id == id).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, at), stop);
                }
                return used.Count;
            }, ct);
        }
    }

    public async Task ReloadAsync(CancellationToken ct)
    {
        await _loading.WaitAsync(ct);
        try
        {
            var rows = await database.ReadAsync((db, stop) => db.Set<ApiKeyRow>().Where(k => k.RevokedAt == null).ToListAsync(stop), ct);
            var old = _keys;
            var keys = rows.ToDictionary(r => Digest.OfHash(r.Hash), r => Same(old, r) ?? new ApiKey(r.Id, r.Name, r.Scopes.Split(' '), r.ExpiresAt));
            if (options.Value.BootstrapApiKey is { Length: > 0 } bootstrap)
            {
                keys[Digest.Of(bootstrap)] = new ApiKey(0, "bootstrap", Scopes.All, null);
            }
            _keys = keys.ToFrozenDictionary();
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose() => _loading.Dispose();

    /// <summary>A key never changes but by being revoked, so a known one is kept with its not yet written use.</summary>
    private static ApiKey? Same(FrozenDictionary<Digest, ApiKey>? old, ApiKeyRow row) => old?.GetValueOrDefault(Digest.OfHash(row.Hash));

    /// <summary>A SHA-256 as a dictionary key. Comparing digests of the secret leaks nothing useful through time.</summary>
    private readonly record struct Digest(UInt128 High, UInt128 Low)
    {
        public static Digest Of(string text)
        {
            Span<byte> hash = stackalloc byte[32];
            var most = Encoding.UTF8.GetMaxByteCount(text.Length);
            Span<byte> bytes = most <= 512 ? stackalloc byte[512] : new byte[most];
            SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash);
            return From(hash);
        }

        public static Digest OfHash(string hex) => From(Convert.FromHexString(hex));

        private static Digest From(ReadOnlySpan<byte> hash) => new(MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[16..]));
    }
}

/// <summary>One key in force, with its principal made once.</summary>
internal sealed class ApiKey
{
    private long _used;

    public ApiKey(long id, string name, IEnumerable<string> scopes, DateTimeOffset? expiresAt)
    {
        (Id, ExpiresAt) = (id, expiresAt);
        Holder = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, $"key:{name}"), .. scopes.Select(s => new Claim(Rights.ScopeClaim, s))], ApiKeyHandler.Scheme));
    }

    public long Id { get; }
    public DateTimeOffset? ExpiresAt { get; }
    public ClaimsPrincipal Holder { get; }

    public void Touch(DateTimeOffset now) => Volatile.Write(ref _used, now.ToUnixTimeMilliseconds());

    /// <summary>The last use since it was asked before, or null.</summary>
    public DateTimeOffset? TakeUse() => Interlocked.Exchange(ref _used, 0) is > 0 and var ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}
