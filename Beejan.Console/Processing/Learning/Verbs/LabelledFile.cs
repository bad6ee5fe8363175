using System.Text;
using Beejan.Contracts;
using Beejan.Processing.Rules.Personal;

namespace Beejan.Processing.Learning.Verbs;

/// <summary>
/// Reads labelled rows: CSV as in RFC 4180 (comma or semicolon, quotes, line breaks inside quotes), or tab-separated without quoting when
/// the name ends in <c>.tsv</c>. UTF-8; the first line names the columns. Rows without text or label are set aside and counted.
/// </summary>
internal static class LabelledFile
{
    private const long MostBytes = 1L << 30;

    /// <exception cref="VerbUsageException">The file or a column is not there.</exception>
    public static (List<LabelledText> Rows, int SetAside) Read(string path, string textColumn, string labelColumn)
    {
        if (!File.Exists(path))
        {
            throw new VerbUsageException($"there is no file '{path}'");
        }
        if (new FileInfo(path).Length > MostBytes)
        {
            throw new VerbUsageException($"'{path}' is larger than 1 GiB: cut it into parts");
        }
        var content = File.ReadAllText(path, Encoding.UTF8);
        var tabs = path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase);
        var rows = new List<LabelledText>();
        var (setAside, text, label) = (0, -1, -1);
        foreach (var fields in Records(content, tabs ? '\t' : Delimiter(content), quotes: !tabs))
        {
            if (text < 0)
            {
                text = Column(fields, textColumn, "text");
                label = Column(fields, labelColumn, "label");
                continue;
            }
            if (Math.Max(text, label) >= fields.Count || string.IsNullOrWhiteSpace(fields[text]) || string.IsNullOrWhiteSpace(fields[label]))
            {
                setAside++;
                continue;
            }
            // As the pipeline judges: without anybody's number or name, so that a model holds none.
            rows.Add(new LabelledText(Masker.Mask(fields[text], null).Text, fields[label].Trim()));
        }
        return text < 0 ? throw new VerbUsageException($"'{path}' is empty: its first line must name the columns") : (rows, setAside);
    }

    private static int Column(List<string> header, string name, string option)
    {
        var at = header.FindIndex(h => h.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
        return at >= 0 ? at : throw new VerbUsageException($"--{option}: there is no column '{name}'; there are {string.Join(", ", header.Select(h => $"'{h.Trim()}'"))}");
    }

    private static char Delimiter(string content)
    {
        var head = content.AsSpan(0, Math.Max(0, content.AsSpan().IndexOf('\n')));
        return head.Count(';') > head.Count(',') ? ';' : ',';
    }

    /// <summary>The records of a text; blank lines are none.</summary>
    internal static IEnumerable<List<string>> Records(string content, char delimiter, bool quotes)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var (quoted, wasQuoted) = (false, false);
        for (var i = content.StartsWith('\uFEFF') ? 1 : 0; i <= content.Length; i++)
        {
            var end = i == content.Length;
            var c = end ? '\n' : content[i];
            if (quoted && !end)
            {
                if (c != '"')
                {
                    field.Append(c);
                }
                else if (i + 1 < content.Length && content[i + 1] == '"')
                {
                    field.Append(content[++i]);
                }
                else
                {
                    quoted = false;
                }
            }
            else if (quotes && c == '"' && field.Length == 0 && !wasQuoted)
            {
                quoted = wasQuoted = true;
            }
            else if (c == delimiter || c == '\n')
            {
                fields.Add(field.ToString());
                field.Clear();
                wasQuoted = false;
                if (c == '\n')
                {
                    if (fields.Count > 1 || fields[0].Length > 0)
                    {
                        yield return fields;
                    }
                    fields = [];
                }
            }
            else if (c != '\r' || i + 1 >= content.Length || content[i + 1] != '\n')
            {
                field.Append(c);
            }
        }
    }
}
