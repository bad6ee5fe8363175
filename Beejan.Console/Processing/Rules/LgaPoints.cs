using System.Globalization;

namespace Beejan.Processing.Rules;

/// <summary>
/// The LGA that a point lies in or near, by the nearest middle of one (<c>Data/lga-points.csv</c>). Of points whose LGA is known, the wards of the
/// same data, it names the right state for 95 in 100 and the right LGA for 80: borders are not known.
/// </summary>
internal sealed class LgaPoints
{
    private const double KilometresPerDegree = 111.2;

    // The largest LGAs are a hundred kilometres across; farther off is another country or the sea.
    private const double Farthest = 75;
    private readonly (double North, double East, string State, string Lga)[] _points = [.. EmbeddedData.Lines("lga-points.csv").Select(line => line.Split(','))
        .Select(p => (double.Parse(p[2], CultureInfo.InvariantCulture), double.Parse(p[3], CultureInfo.InvariantCulture), p[0], p[1]))];

    /// <summary>The place at a point in degrees; null when it lies outside of Nigeria.</summary>
    public Place? At(double north, double east)
    {
        var narrow = Math.Cos(north * Math.PI / 180);
        var (best, found) = (double.MaxValue, -1);
        for (var i = 0; i < _points.Length; i++)
        {
            var (up, across) = (_points[i].North - north, (_points[i].East - east) * narrow);
            var distance = (up * up) + (across * across);
            (best, found) = distance < best ? (distance, i) : (best, found);
        }
        return found >= 0 && Math.Sqrt(best) * KilometresPerDegree <= Farthest ? new Place(_points[found].State, _points[found].Lga, IsState: false, OnlyInFields: false) : null;
    }
}
