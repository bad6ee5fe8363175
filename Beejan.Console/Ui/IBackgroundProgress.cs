namespace Beejan.Ui;

/// <summary>Long work behind the pages that everybody should see: the frame shows a slim bar while it runs. Publish <c>Topic.Sandbox</c> on a change.</summary>
public interface IBackgroundProgress
{
    /// <summary>False: nothing is shown.</summary>
    bool Running { get; }

    /// <summary>0 to 1; null when it is not known.</summary>
    double? Fraction { get; }

    /// <summary>What is done and how much of it, in one line.</summary>
    string Text { get; }
}
