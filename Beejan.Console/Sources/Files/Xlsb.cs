using System.Buffers.Binary;
using System.Text;

namespace Beejan.Sources.Files;

/// <summary>Reads workbooks of binary parts (.xlsb, [MS-XLSB]), row by row.</summary>
internal static class Xlsb
{
    private const int LargestRecord = 64 * 1024 * 1024;

    /// <exception cref="Exception">Anything: the bytes are foreign.</exception>
    public static IEnumerable<Workbook.Sheet> Sheets(Package package)
    {
        var relations = package.Relations(package.Workbook);
        var cells = new CellText();
        var inStyles = false;
        foreach (var (type, data) in Records(package, Target(relations, "/styles")))
        {
            switch (type)
            {
                case 44:
                    cells.AddFormat(BinaryPrimitives.ReadUInt16LittleEndian(data), Wide(data, 2, out _));
                    break;
                case 617 or 618:
                    inStyles = type == 617;
                    break;
                case 47 when inStyles:
                    cells.AddStyle(BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(2)));
                    break;
            }
        }
        var strings = Records(package, Target(relations, "/sharedStrings")).Where(r => r.Type == 19).Select(r => Wide(r.Data, 1, out _)).ToList();
        foreach (var (type, data) in Records(package, package.Workbook))
        {
            if (type == 153)
            {
                cells.From1904 = (data[0] & 1) != 0;
            }
            else if (type == 156)
            {
                var id = Wide(data, 8, out var next);
                var part = relations.Where(r => r.Id == id).Select(r => r.Target).FirstOrDefault();
                yield return new Workbook.Sheet(Wide(data, next, out _), Merged(package, part), Rows(package, part, strings, cells));
            }
        }
    }

    private static string? Target(IReadOnlyList<(string Id, string Type, string Target)> relations, string type) =>
        relations.Where(r => r.Type.EndsWith(type, StringComparison.Ordinal)).Select(r => r.Target).FirstOrDefault();

    private static List<(int, int, int, int)> Merged(Package package, string? part) =>
        [.. Records(package, part).Where(r => r.Type == 176).Select(r => (Whole(r.Data, 0), Whole(r.Data, 4), Whole(r.Data, 8), Whole(r.Data, 12)))];

    private static IEnumerable<Workbook.Row> Rows(Package package, string? part, List<string> strings, CellText cells)
    {
        var (number, row) = (0, new List<string>());
        foreach (var (type, data) in Records(package, part))
        {
            if (type is 0 or 146)
            {
                // The next row, or the end of the sheet's data.
                if (row.Exists(c => c.Length > 0))
                {
                    yield return new Workbook.Row(number, row);
                }
                (number, row) = (type == 0 ? Whole(data, 0) + 1 : 0, []);
            }
            else if (type is >= 2 and <= 11 && Whole(data, 0) is var column and >= 0 and < Workbook.MostColumns && Cell(type, data, strings, cells) is { Length: > 0 } text)
            {
                while (row.Count <= column)
                {
                    row.Add("");
                }
                row[column] = text;
            }
        }
    }

    private static string Cell(int type, byte[] data, List<string> strings, CellText cells)
    {
        var style = Whole(data, 4) & 0xFFFFFF;
        return type switch
        {
            2 => cells.Number(Packed(Whole(data, 8)), style),
            4 or 10 => data[8] != 0 ? "TRUE" : "FALSE",
            5 or 9 => cells.Number(BinaryPrimitives.ReadDoubleLittleEndian(data.AsSpan(8)), style),
            6 or 8 => CellText.Text(Wide(data, 8, out _)),
            7 => Whole(data, 8) is var index && index >= 0 && index < strings.Count ? CellText.Text(strings[index]) : "",
            _ => "",
        };
    }

    /// <summary>A number of 30 bits: whole, or the upper half of a double, perhaps times a hundred.</summary>
    private static double Packed(int value)
    {
        var number = (value & 2) != 0 ? value >> 2 : BitConverter.Int64BitsToDouble((long)(value & ~3) << 32);
        return (value & 1) != 0 ? number / 100 : number;
    }

    private static int Whole(byte[] data, int at) => BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(at));

    private static string Wide(byte[] data, int at, out int next)
    {
        var length = Whole(data, at) * 2;
        next = at + 4 + length;
        return Encoding.Unicode.GetString(data, at + 4, length);
    }

    private static IEnumerable<(int Type, byte[] Data)> Records(Package package, string? part)
    {
        using var stream = package.Bytes(part);
        while (stream is not null && stream.ReadByte() is >= 0 and var low)
        {
            var type = low < 0x80 ? low : (low & 0x7F) | ((stream.ReadByte() & 0x7F) << 7);
            var size = 0;
            for (int shift = 0, b = 0x80; shift < 28 && (b & 0x80) != 0; shift += 7)
            {
                b = stream.ReadByte();
                size |= (b & 0x7F) << shift;
            }
            if (size > LargestRecord)
            {
                throw new InvalidDataException("a record is longer than any can be");
            }
            var data = new byte[size];
            stream.ReadExactly(data);
            yield return (type, data);
        }
    }
}
