namespace Beejan.Processing.Rules;

/// <summary>What the words around a place's name say of it.</summary>
internal static class PlaceWords
{
    /// <summary>A word that a place's name stands behind.</summary>
    public static bool IsPlaceWord(ReadOnlySpan<char> word) => word is "in" or "at" or "for" or "around" or "from" or "ni" or "a" or "na" or "enter" or "4" or "near" or "inside";

    /// <summary>What is called after the place it leads to.</summary>
    public static bool IsRoad(ReadOnlySpan<char> word) =>
        word is "road" or "rd" or "street" or "str" or "expressway" or "express" or "highway" or "way" or "avenue" or "ave" or "crescent" or "close" or "train" or "lane" or "route";

    /// <summary>Niger and Benin are countries as well.</summary>
    /// <param name="first">The first word of the name.</param>
    /// <param name="next">The word behind it.</param>
    public static bool IsAbroad(in FoldedText text, int first, int next) =>
        (next < text.Count && text[next] is "republic" or "rep" or "portugal") || (first > 0 && text[first - 1] is "cotonou") || (first > 1 && text[first - 1] is "of" && text[first - 2] is "republic");

    /// <summary>The Niger Delta is neither Niger nor Delta.</summary>
    public static bool IsRegion(in FoldedText text, int first, int words) => words == 1
        && ((text[first] is "niger" && first + 1 < text.Count && text[first + 1] is "delta") || (text[first] is "delta" && first > 0 && text[first - 1] is "niger"));

    /// <summary>What stands before it is a local government area.</summary>
    public static bool IsGovernment(in FoldedText text, int next) => next < text.Count
        && (text[next] is "lga" or "lcda" || (text[next] is "local" && next + 1 < text.Count && text[next + 1] is "government" or "govt" or "gov"));

    /// <summary>From there to somewhere else: where somebody was.</summary>
    public static bool IsLeft(in FoldedText text, int first, int next) => first > 0 && next + 1 < text.Count && text[first - 1] is "from" && text[next] is "to";
}
