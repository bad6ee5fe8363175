using ExcelDataReader;

namespace Beejan.Tests.Benchmarks;

/// <summary>Reads a workbook with another library than the one that wrote it.</summary>
public static class ReadBack
{
    /// <summary>The rows of each sheet by its name, without the heading.</summary>
    public static Dictionary<string, List<object?[]>> Sheets(string file, int headings = 1)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using var stream = File.OpenRead(file);
        using var reader = ExcelReaderFactory.CreateReader(stream);
        var sheets = new Dictionary<string, List<object?[]>>();
        do
        {
            var rows = new List<object?[]>();
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))]);
            }
            sheets[reader.Name] = [.. rows.Skip(headings)];
        }
        while (reader.NextResult());
        return sheets;
    }
}
