namespace Beejan.Sources.Csv;

/// <summary>
/// Rows of names behind the header, as survey tools export them: SurveyMonkey says under each question what kind of answer it takes, Qualtrics puts
/// the questions in a second row and its own identifiers in a third.
/// </summary>
internal static class SecondHeader
{
    private const string ImportId = "{\"ImportId\"";

    private static readonly HashSet<string> Kinds = new(["Response", "Open-Ended Response", "Other (please specify)"], StringComparer.OrdinalIgnoreCase);

    /// <summary>How many rows behind the header are names.</summary>
    /// <param name="header">The first row.</param>
    /// <param name="rows">Those behind it.</param>
    /// <param name="names">What the columns are called, of all those rows.</param>
    public static int Rows(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows, out IReadOnlyList<string> names)
    {
        names = header;
        for (var i = 0; i < Math.Min(2, rows.Count); i++)
        {
            if (rows[i].Count == header.Count && rows[i].All(c => c.Length == 0 || c.StartsWith(ImportId, StringComparison.Ordinal)) && rows[i].Any(c => c.Length > 0))
            {
                names = i == 0 || rows[0].Count != header.Count ? header : [.. header.Select((name, at) => rows[0][at].Trim() is { Length: > 0 } question ? question : name)];
                return i + 1;
            }
        }
        // Where the header has a name the row has a kind of answer or nothing; where it has none, one of several answers to the question before.
        if (rows.Count > 0 && rows[0].Count == header.Count && rows[0].Any(Kinds.Contains)
            && !rows[0].Where((cell, at) => header[at].Length > 0 && cell.Length > 0 && !Kinds.Contains(cell)).Any())
        {
            names = [.. header.Select((name, at) => name.Length > 0 ? name : rows[0][at].Trim())];
            return 1;
        }
        return 0;
    }
}
