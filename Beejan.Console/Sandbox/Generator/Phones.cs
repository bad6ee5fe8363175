namespace Beejan.Sandbox.Generator;

/// <summary>The ways one number is written.</summary>
internal static class Phones
{
    /// <param name="tidy">The share written in the system's own way.</param>
    public static string Write(ref Dice dice, string msisdn, double tidy)
    {
        var ten = msisdn[1..];
        return dice.Chance(tidy) ? "+234" + ten : dice.Below(8) switch
        {
            0 => msisdn,
            1 => "234" + ten,
            2 => $"{msisdn[..4]} {msisdn[4..7]} {msisdn[7..]}",
            3 => $"{msisdn[..4]}-{msisdn[4..7]}-{msisdn[7..]}",
            4 => ten,
            5 => $"+234 (0) {ten[..3]} {ten[3..6]} {ten[6..]}",
            6 => "00234" + ten,
            _ => $"'{msisdn}",
        };
    }
}
