using System.Collections.Frozen;

namespace Beejan.Governance.Privacy;

/// <summary>
/// The tokens whose values people said to be nobody's, such as the operator's own hot line: they are masked no more. Holds tokens, never the
/// values, so the list itself tells nothing.
/// </summary>
public sealed class NotPersonal
{
    private volatile FrozenSet<string> _tokens = [];

    /// <summary>Whether this token, with its brackets, is on the list.</summary>
    public bool Contains(string token) => _tokens.Count > 0 && _tokens.Contains(token);

    /// <summary>Puts a new list in place of the old one.</summary>
    public void Replace(IEnumerable<string> tokens) => _tokens = tokens.ToFrozenSet(StringComparer.Ordinal);
}
