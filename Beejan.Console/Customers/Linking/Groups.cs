namespace Beejan.Customers.Linking;

/// <summary>Which customers are one person, by the pairs that link them. Two pairs in another order give the same persons.</summary>
internal static class Groups
{
    /// <summary>The parts into which these customers fall when nothing but these pairs holds them together; each part and all parts in order.</summary>
    public static IReadOnlyList<IReadOnlyList<long>> Of(IEnumerable<long> customers, IEnumerable<(long Low, long High)> pairs)
    {
        var heads = customers.Distinct().ToDictionary(c => c, c => c);
        foreach (var (low, high) in pairs)
        {
            if (heads.ContainsKey(low) && heads.ContainsKey(high))
            {
                var (a, b) = (Head(low), Head(high));
                heads[Math.Max(a, b)] = Math.Min(a, b);
            }
        }
        return [.. heads.Keys.GroupBy(Head).OrderBy(g => g.Key).Select(g => (IReadOnlyList<long>)[.. g.Order()])];

        long Head(long customer)
        {
            while (heads[customer] != customer)
            {
                customer = heads[customer] = heads[heads[customer]];
            }
            return customer;
        }
    }
}
