using System.Text;
using Beejan.Sources.Fields;

namespace Beejan.Sources.Xml;

/// <summary>How an XML delivery holds its records.</summary>
/// <param name="Record">Name of the element that is a record, without prefix; other elements at its depth are cut too.</param>
/// <param name="Depth">How many elements stand around it.</param>
/// <param name="Nests">A record may hold an element of its own name.</param>
internal sealed record XmlShape(string Record, int Depth, bool Nests)
{
    private const int Deepest = 5;

    /// <summary>No log nests like this: what does, is looked at no further.</summary>
    private const int MostOpen = 256;

    /// <summary>Tells it from the first bytes: the element whose children and attributes mean most fields is the record.</summary>
    public static XmlShape Sniff(ReadOnlySpan<byte> head, FieldTable table)
    {
        var scan = new XmlScan(head);
        var open = new List<Around>();
        var seen = new Dictionary<(string Name, int Depth), Candidate>();
        for (var mark = scan.Next(); mark != XmlMark.End && open.Count < MostOpen; mark = scan.Next())
        {
            if (mark is XmlMark.Open or XmlMark.Empty)
            {
                var name = XmlScan.Local(scan.Name);
                if (open.Count > 0)
                {
                    open[^1].HasChildren = true;
                }
                foreach (var outer in open.Where(o => o.Name == name))
                {
                    outer.HasOwnName = true;
                }
                var candidate = Of(seen, name, open.Count);
                candidate.Count++;
                foreach (var (attribute, value) in XmlScan.Attributes(Encoding.UTF8.GetString(scan.Tag)))
                {
                    if (open.Count > 0 && XmlTable.NamesField(attribute) && table.TryFind(Encoding.UTF8.GetBytes(value), out var named, out _))
                    {
                        Of(seen, open[^1].Name, open.Count - 1).Fields[named] = 1;
                        continue;
                    }
                    Note(table, candidate, name, attribute, 1);
                }
                if (mark == XmlMark.Open)
                {
                    open.Add(new Around(name));
                }
                else
                {
                    Leaf(table, seen, open, name);
                }
            }
            else if (mark == XmlMark.Close && open.FindLastIndex(Closes(XmlScan.Local(scan.Name))) is var at and >= 0)
            {
                // What was opened behind it was never closed.
                var isInnermost = at == open.Count - 1;
                var closed = open[at];
                open.RemoveRange(at, open.Count - at);
                Of(seen, closed.Name, at).Nests |= isInnermost && closed.HasOwnName;
                if (!closed.HasChildren)
                {
                    Leaf(table, seen, open, closed.Name);
                }
            }
        }
        var best = seen.Where(s => s.Key.Depth <= Deepest)
            .OrderByDescending(s => s.Value.Score).ThenByDescending(s => s.Key.Depth > 0 && s.Value.Count > 1).ThenBy(s => s.Key.Depth == 0).ThenBy(s => s.Key.Depth)
            .Select(s => new XmlShape(s.Key.Name, s.Key.Depth, s.Value.Nests)).FirstOrDefault();
        return best ?? new XmlShape("", 1, false);
    }

    private static void Leaf(FieldTable table, Dictionary<(string, int), Candidate> seen, List<Around> open, string name)
    {
        if (open.Count > 0)
        {
            Note(table, Of(seen, open[^1].Name, open.Count - 1), open[^1].Name, name, 1);
        }
        if (open.Count > 1)
        {
            Note(table, Of(seen, open[^2].Name, open.Count - 2), open[^1].Name, name, 0.4);
        }
    }

    private static void Note(FieldTable table, Candidate candidate, string parent, string name, double weight)
    {
        if (table.TryFind(Encoding.UTF8.GetBytes(name), out var field, out _) || table.TryFind(Encoding.UTF8.GetBytes(parent + name), out field, out _))
        {
            candidate.Fields[field] = Math.Max(weight, candidate.Fields.GetValueOrDefault(field));
        }
    }

    private static Candidate Of(Dictionary<(string, int), Candidate> seen, string name, int depth)
    {
        if (!seen.TryGetValue((name, depth), out var candidate))
        {
            seen[(name, depth)] = candidate = new Candidate();
        }
        return candidate;
    }

    private static Predicate<Around> Closes(string name) => around => around.Name == name;

    /// <summary>An element that is open.</summary>
    private sealed class Around(string name)
    {
        public string Name => name;

        public bool HasChildren { get; set; }

        public bool HasOwnName { get; set; }
    }

    private sealed class Candidate
    {
        public int Count { get; set; }

        public bool Nests { get; set; }

        public Dictionary<Field, double> Fields { get; } = [];

        /// <summary>Words count most, then an identifier: a record without any is hardly one.</summary>
        public double Score => Fields.Values.Sum() + (Fields.GetValueOrDefault(Field.Text) * 2) + Fields.GetValueOrDefault(Field.Key);
    }
}
