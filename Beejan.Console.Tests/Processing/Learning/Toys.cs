using Beejan.Processing.Learning;

namespace Beejan.Tests.Processing.Learning;

/// <summary>Two classes that a few words tell apart, with words in common.</summary>
internal static class Toys
{
    private static readonly string[] Bad = ["no network here", "signal is gone", "calls keep dropping", "network is down", "weak signal at home"];
    private static readonly string[] Money = ["you charged me twice", "refund my money", "wrong bill again", "my airtime was deducted", "the bill is too high"];
    private static readonly string[] Ends = ["", " please", " since morning", " again and again", " in my area", " help"];

    public static List<LabelledText> Examples() =>
        [.. Ends.SelectMany(e => Bad.Select(b => new LabelledText(b + e, "Network")).Concat(Money.Select(m => new LabelledText(m + e, "Billing"))))];
}
