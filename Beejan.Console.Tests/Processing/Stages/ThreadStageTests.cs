using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Processing;
using Beejan.Processing.Stages;
using Xunit;

namespace Beejan.Tests.Processing.Stages;

public sealed class ThreadStageTests
{
    [Fact]
    public async Task A_reply_joins_the_first_complaint_of_its_thread_in_the_page_or_before_it()
    {
        var judged = await JudgeAsync([Draft(9, "c", "b"), Draft(7, "a"), Draft(8, "b", "lost", "a"), Draft(10, "d", "old")], ("old", 3));
        Assert.Equal([7L, null, 7L, 3L], judged);
    }

    [Fact]
    public async Task A_reply_to_nothing_we_know_starts_a_thread_and_nothing_answers_itself() =>
        Assert.Equal([null, null], await JudgeAsync([Draft(4, "a", "unknown"), Draft(5, "b", "b")], ("b", 5)));

    private static ComplaintDraft Draft(long id, string key, params string[] thread) =>
        new(id, id, new SourceId("email"), key, default) { Channel = Channels.Email, Given = new Given { Thread = thread } };

    private static async Task<long?[]> JudgeAsync(ComplaintDraft[] page, params (string Key, long First)[] known) =>
        [.. (await new ThreadStage(new Known(known)).ApplyAsync(page, default)).Select(o => Assert.IsType<Outcome.Kept>(o).Draft.ReplyTo)];

    private sealed class Known((string Key, long First)[] threads) : IThreads
    {
        public Task<IReadOnlyDictionary<string, long>> FindAsync(IReadOnlyList<string> messageIds, CancellationToken ct) =>
            Task.FromResult<IReadOnlyDictionary<string, long>>(threads.Where(t => messageIds.Contains(t.Key)).ToDictionary(t => t.Key, t => t.First));
    }
}
