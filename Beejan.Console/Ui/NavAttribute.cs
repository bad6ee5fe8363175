namespace Beejan.Ui;

/// <summary>Puts a page into the navigation. Its <c>[Authorize]</c> policy decides who sees it.</summary>
/// <param name="title">As shown.</param>
/// <param name="order">Low first; tens leave room.</param>
/// <param name="icon">A Material Symbols name.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NavAttribute(string title, int order, string icon) : Attribute
{
    public string Title => title;
    public int Order => order;
    public string Icon => icon;

    /// <summary>The key after <c>g</c> that goes there (<c>g d</c>), or null.</summary>
    public string? Key { get; init; }
}
