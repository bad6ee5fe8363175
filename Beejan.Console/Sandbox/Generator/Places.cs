using System.Globalization;

namespace Beejan.Sandbox.Generator;

/// <summary>A state: how many complain from there, how people spell it, and its towns.</summary>
internal sealed record State(string Name, string Zone, double Weight, string[] Spellings, Town[] Towns);

internal sealed record Town(string Name, string Lga);

internal sealed class Places
{
    private readonly double[] _weights;

    public Places()
    {
        All = [.. DataFile.Rows("places.txt").Select(row => new State(
            row[0], row[1], double.Parse(row[2], CultureInfo.InvariantCulture), row[3].Split(','),
            [.. row[4].Split(',').Select(town => town.Split(':')).Select(town => new Town(town[0], town[1]))]))];
        _weights = [.. All.Select(state => state.Weight)];
    }

    public State[] All { get; }

    public int DrawState(ref Dice dice) => dice.Weighted(_weights);
}
