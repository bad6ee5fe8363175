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

    /// <summary>Addresses of pages that belong below this one and have no line of their own, such as <c>/complaints</c>.</summary>
    public string[] Covers { get; init; } = [];

    /// <summary>The key after <c>g</c> that goes there (<c>g d</c>), or null.</summary>
    public string? Key { get; init; }
}
