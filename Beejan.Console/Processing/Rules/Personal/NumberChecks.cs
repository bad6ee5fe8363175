namespace Beejan.Processing.Rules.Personal;

/// <summary>The check digits of payment cards (ISO/IEC 7812), NINs (Verhoeff) and bank accounts (CBN's NUBAN standard).</summary>
internal static class NumberChecks
{
    private const string Turn = "0123456789" + "1576283094" + "5803796142" + "8916043527" + "9453126870" + "4286573901" + "2793806415" + "7046913258";
    private const string Join = "0123456789" + "1234067895" + "2340178956" + "3401289567" + "4012395678" + "5987604321" + "6598710432" + "7659821043" + "8765932104" + "9876543210";

    public static bool IsLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var value = digits[digits.Length - 1 - i] - '0';
            value = i % 2 == 0 ? value : value * 2;
            sum += value > 9 ? value - 9 : value;
        }
        return sum % 10 == 0;
    }

    public static bool IsVerhoeff(ReadOnlySpan<char> digits)
    {
        var check = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var turned = Turn[(i % 8 * 10) + digits[digits.Length - 1 - i] - '0'] - '0';
            check = Join[(check * 10) + turned] - '0';
        }
        return check == 0;
    }

    /// <summary>Whether this ten-digit number can be an account of the bank with this three-digit code.</summary>
    public static bool IsNuban(ReadOnlySpan<char> bank, ReadOnlySpan<char> account)
    {
        var sum = 0;
        for (var i = 0; i < 12; i++)
        {
            var digit = (i < 3 ? bank[i] : account[i - 3]) - '0';
            sum += digit * (i % 3 == 1 ? 7 : 3);
        }
        return account.Length == 10 && (10 - (sum % 10)) % 10 == account[9] - '0';
    }

    /// <summary>Whether an issuer gives out cards of this length and beginning.</summary>
    public static bool HasIssuer(ReadOnlySpan<char> digits) => digits.Length switch
    {
        13 => digits[0] == '4',
        14 => digits[0] == '3' && digits[1] is '0' or '6' or '8' or '9',
        15 => digits[0] == '3' && digits[1] is '4' or '7',
        16 => digits[0] is '4' or '5' or '6' || (digits[0] == '3' && digits[1] == '5') || (digits[0] == '2' && digits[1] is >= '2' and <= '7'),
        17 or 18 or 19 => digits[0] is '4' or '5' or '6',
        _ => false,
    };
}
