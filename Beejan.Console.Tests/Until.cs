namespace Beejan.Tests;

/// <summary>Waits for a condition, not for a duration; the limit only ends a test that would never end.</summary>
internal static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            await Task.Delay(25, limit.Token);
        }
    }
}
