namespace Beejan.Processing.Rules;

/// <summary>The two letters of ISO 3166-2:NG. Only a field that holds a state has them: elsewhere LA is another town.</summary>
internal static class StateCodes
{
    private static readonly Dictionary<string, string> States = new(StringComparer.Ordinal)
    {
        ["ab"] = "Abia", ["ad"] = "Adamawa", ["ak"] = "Akwa Ibom", ["an"] = "Anambra", ["ba"] = "Bauchi", ["by"] = "Bayelsa",
        ["be"] = "Benue", ["bo"] = "Borno", ["cr"] = "Cross River", ["de"] = "Delta", ["eb"] = "Ebonyi", ["ed"] = "Edo",
        ["ek"] = "Ekiti", ["en"] = "Enugu", ["fc"] = "FCT", ["go"] = "Gombe", ["im"] = "Imo", ["ji"] = "Jigawa",
        ["kd"] = "Kaduna", ["kn"] = "Kano", ["kt"] = "Katsina", ["ke"] = "Kebbi", ["ko"] = "Kogi", ["kw"] = "Kwara",
        ["la"] = "Lagos", ["na"] = "Nasarawa", ["ni"] = "Niger", ["og"] = "Ogun", ["on"] = "Ondo", ["os"] = "Osun",
        ["oy"] = "Oyo", ["pl"] = "Plateau", ["ri"] = "Rivers", ["so"] = "Sokoto", ["ta"] = "Taraba", ["yo"] = "Yobe",
        ["za"] = "Zamfara",
    };

    /// <summary>The state of <c>la</c> or <c>ng la</c>; null for anything else.</summary>
    /// <param name="folded">As <see cref="FoldedText"/> gives it.</param>
    public static string? Of(string folded) => States.GetValueOrDefault(folded.StartsWith("ng ", StringComparison.Ordinal) ? folded[3..] : folded);
}
