using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated;

namespace Beejan.Serving.Api;

/// <summary>Complaints with what repeats them, as the API gives them.</summary>
internal sealed class ComplaintBook(IComplaints complaints, IRepeats repeats)
{
    /// <summary>By number or id. The number of a record that repeats a complaint finds the complaint, with that record beside it.</summary>
    public async Task<Found?> FindAsync(string id, CancellationToken ct)
    {
        if (!ComplaintNumber.TryParse(id, out var number) && !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return null;
        }
        if (await complaints.FindAsync(number, ct) is { } row)
        {
            return new Found(row, null);
        }
        return await repeats.FindAsync(number, ct) is { } repeat && await complaints.FindAsync(repeat.DuplicateOf, ct) is { } original
            ? new Found(original, repeat)
            : null;
    }

    /// <summary>Everything under a source's own identifier: complaints and records that repeat one.</summary>
    public async Task<IReadOnlyList<ComplaintJson>> ByKeyAsync(string? source, string key, CancellationToken ct)
    {
        var items = new List<ComplaintJson>();
        foreach (var id in await repeats.ByKeyAsync(source, key, ct))
        {
            if (await FindAsync(id.ToString(CultureInfo.InvariantCulture), ct) is { } found)
            {
                items.Add(await JsonAsync(found, ct));
            }
        }
        return items;
    }

    public async Task<ComplaintJson> JsonAsync(Found found, CancellationToken ct)
    {
        var json = (await JsonAsync([found.Row], ct))[0];
        return found.Repeat is { } repeat ? json.As(repeat) : json;
    }

    /// <summary>In the order of the rows, masked.</summary>
    public async Task<IReadOnlyList<ComplaintJson>> JsonAsync(IReadOnlyList<ComplaintRow> rows, CancellationToken ct)
    {
        var customers = await complaints.CustomersAsync([.. rows.Select(r => r.CustomerId)], ct);
        var counts = await repeats.OfAsync([.. rows.Select(r => r.Id)], ct);
        var originals = (await complaints.ByIdsAsync([.. counts.Values.Select(c => c.DuplicateOf).OfType<long>().Distinct()], ct)).ToDictionary(r => r.Id, r => r.Number);
        return [.. rows.Select(row =>
        {
            var count = counts.GetValueOrDefault(row.Id);
            return ComplaintJson.Of(row, customers.GetValueOrDefault(row.CustomerId)) with
            {
                DuplicateOf = count?.DuplicateOf is { } of ? originals.GetValueOrDefault(of) : null, Repeats = count?.Times ?? 0,
            };
        })];
    }
}

/// <summary>What a number leads to.</summary>
/// <param name="Row">The complaint that is served.</param>
/// <param name="Repeat">The record that was asked for when it only repeats <paramref name="Row"/>; otherwise null.</param>
internal sealed record Found(ComplaintRow Row, Repeat? Repeat)
{
    /// <summary>The number that was asked for.</summary>
    public string Number => Repeat is null ? Row.Number : ComplaintNumber.Format(Repeat.Id, Repeat.ReceivedAt);
}
