using System.Globalization;
using System.Text;
using Beejan.Sandbox.Generator;

namespace Beejan.Sandbox.Wire;

/// <summary>
/// Hourly CSV files of three call centres, each with its own system: Lagos (comma, ISO times), Kano (semicolons, byte order mark, day
/// first) and Port Harcourt (everything quoted, CP1252, month names).
/// </summary>
internal sealed class CallCenterWire : Wire
{
    private static readonly string[] Agents = ["A. Okon", "B. Yakubu", "C. Eze", "D. Ade", "E. Musa", "F. Bassey", "G. Ojo", "H. Pam"];

    public override string Source => SandboxSources.CallCenter;

    public override WireFile Open(DateTimeOffset slot, long seed)
    {
        var dice = DiceOf(seed, 0, slot, -1);
        return dice.Weighted([0.6, 0.25, 0.15]) switch
        {
            0 => new WireFile(
                $"calls-lagos-{Stamp(slot)}.csv", "text/csv",
                Encoding.UTF8.GetBytes("ticket_id,created_at,msisdn,customer_name,account_no,state,lga,plan,customer_type,agent,complaint,status\r\n"),
                report => Lagos(report, slot, seed)),
            1 => new WireFile(
                $"Kano_Complaints_{Stamp(slot)}.csv", "text/csv",
                [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("Ticket No;Call Date;Call Time;Phone Number;Customer Name;State;LGA;Complaint Details\r\n")],
                report => Kano(report, slot, seed)),
            _ => new WireFile(
                $"PH-CALLS {Stamp(slot)}.csv", "text/csv",
                Encoding.ASCII.GetBytes("\"Call Id\",\"Date/Time\",\"Caller Number\",\"Name\",\"State\",\"Agent\",\"Notes\"\r\n"),
                report => PortHarcourt(report, slot, seed)),
        };
    }

    private static byte[] Lagos(Report report, DateTimeOffset slot, long seed)
    {
        var dice = DiceOf(seed, 1, slot, report.Number);
        var customer = report.Customer;
        string[] cells =
        [
            $"CC-{Stamp(slot)}-{report.Number:000000}", Time(ref dice, report, "yyyy-MM-dd HH:mm:ss"), Phones.Write(ref dice, customer.Msisdn, 0.6), customer.Name,
            customer.Account, dice.Pick(customer.State.Spellings), dice.Chance(0.85) ? customer.Town.Lga : "", customer.Plan, customer.Tier, dice.Pick(Agents),
            Text(report), dice.Pick(["open", "open", "open", "open", "open", "open", "new", "pending", "escalated"]),
        ];
        return Line(cells, ',', always: false, report, Encoding.UTF8);
    }

    private static byte[] Kano(Report report, DateTimeOffset slot, long seed)
    {
        var dice = DiceOf(seed, 2, slot, report.Number);
        var customer = report.Customer;
        var time = Time(ref dice, report, "dd/MM/yyyy;HH:mm").Split(';');
        string[] cells =
        [
            $"KN{Stamp(slot).Replace("-", "", StringComparison.Ordinal)}{report.Number:00000}", time[0], time.ElementAtOrDefault(1) ?? "",
            Phones.Write(ref dice, customer.Msisdn, 0.1), customer.Name, dice.Pick(customer.State.Spellings), customer.Town.Lga, Text(report),
        ];
        return Line(cells, ';', always: false, report, Encoding.UTF8);
    }

    private static byte[] PortHarcourt(Report report, DateTimeOffset slot, long seed)
    {
        var dice = DiceOf(seed, 3, slot, report.Number);
        var customer = report.Customer;
        string[] cells =
        [
            $"PH/{Stamp(slot)}/{report.Number:00000}", Time(ref dice, report, "d-MMM-yyyy hh:mm tt"), Phones.Write(ref dice, customer.Msisdn, 0.3), customer.Name,
            dice.Pick(customer.State.Spellings), dice.Pick(Agents),
            Text(report).Replace("₦", "N", StringComparison.Ordinal).Replace('\'', '’'),
        ];
        return Line(cells, ',', always: true, report, Keyboard.Cp1252);
    }

    private static string Text(Report report) => report.Flaw == Flaw.NoText ? "" : report.Text;

    private static string Time(ref Dice dice, Report report, string format) => report.Flaw == Flaw.BadTime
        ? dice.Pick(["", "2099-01-01 00:00:00", "31/31/2026", "N/A"])
        : report.At.ToOffset(Rhythm.Lagos).ToString(format, CultureInfo.InvariantCulture);

    private static byte[] Line(string[] cells, char separator, bool always, Report report, Encoding encoding)
    {
        var kept = report.Flaw == Flaw.Cut ? cells[..3] : cells;
        return encoding.GetBytes(string.Join(separator, kept.Select(cell => Quote(cell, separator, always))) + "\r\n");
    }

    private static string Quote(string cell, char separator, bool always) =>
        always || cell.AsSpan().IndexOfAny([separator, '"', '\n', '\r']) >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
