using Microsoft.AspNetCore.Identity;

namespace Beejan.Governance.Access;

/// <summary>
/// One rule for every password. Length and variety count, not kinds of characters (NIST SP 800-63B): those make people write <c>Password1!</c>.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<IdentityUser>
{
    public const int LeastLength = 10;
    public const int LeastDifferent = 5;

    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passwort", "passw", "pass", "qwerty", "qwertyuiop", "letmein", "welcome", "admin", "administrator", "iloveyou", "changeme",
        "secret", "monkey", "dragon", "football", "default", "beejan", "nigeria", "lagos", "asdfghjkl", "zxcvbnm", "abc", "abcdef", "test",
    };

    /// <summary>What is wrong with it, as the end of a sentence; null when nothing is.</summary>
    public static string? Fault(string password, string? email)
    {
        if (password.Length < LeastLength)
        {
            return $"it needs at least {LeastLength} characters";
        }
        if (password.Distinct().Count() < LeastDifferent)
        {
            return $"it needs at least {LeastDifferent} different characters";
        }
        var letters = new string([.. password.Where(char.IsLetter)]);
        if (letters.Length == 0 || (Common.Contains(letters) && password.Length < LeastLength + letters.Length))
        {
            return "it is among the first that are guessed";
        }
        return !string.IsNullOrEmpty(email) && password.Contains(email.Split('@')[0], StringComparison.OrdinalIgnoreCase) && email.IndexOf('@', StringComparison.Ordinal) > 3
            ? "it contains the user's name"
            : null;
    }

    public Task<IdentityResult> ValidateAsync(UserManager<IdentityUser> manager, IdentityUser user, string? password) =>
        Task.FromResult(Fault(password ?? "", user.Email) is { } fault
            ? IdentityResult.Failed(new IdentityError { Code = "password.weak", Description = $"The password is too weak: {fault}." })
            : IdentityResult.Success);
}
