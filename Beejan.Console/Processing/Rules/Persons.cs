using Beejan.Contracts;
using Beejan.Governance.Privacy;

namespace Beejan.Processing.Rules;

/// <summary>
/// Who complains, as numbers that join rows without showing anybody: the strongest identity, and the name as a weaker one. Keyed, so that
/// nobody finds a number by trying all there are.
/// </summary>
internal sealed class Persons(Pseudonyms pseudonyms)
{
    /// <summary>The customer: the line itself, then the operator's number for them, the account on a network, the address; 0 when none is given.</summary>
    public long Of(ComplaintDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var identity = draft.Msisdn is { } msisdn ? "msisdn:" + msisdn
            : draft.Given.Account is { Length: > 0 } account ? "account:" + account
            : draft.Given.Handle is { Length: > 0 } handle ? "handle:" + draft.Channel + ":" + handle
            : draft.Given.Email is { Length: > 0 } email ? "email:" + email.ToLowerInvariant()
            : null;
        return identity is null ? 0 : pseudonyms.CustomerId(identity);
    }

    /// <summary>The full name, whatever its order, case and marks (<see cref="Complaint.Named"/>); null for a single word, which thousands share.</summary>
    public long? NamedOf(ComplaintDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (string.IsNullOrWhiteSpace(draft.Given.Name))
        {
            return null;
        }
        var words = FoldedText.Of(draft.Given.Name).Split(' ');
        if (words.Count(w => w.Length >= 2 && !w.AsSpan().ContainsAnyInRange('0', '9')) < 2)
        {
            return null;
        }
        Array.Sort(words, StringComparer.Ordinal);
        return (pseudonyms.CustomerId("named:" + string.Join(' ', words)) & ~1L) | (draft.Msisdn is null ? 0L : 1L);
    }
}
