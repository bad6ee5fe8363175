using System.Reflection;
using Xunit;

namespace Beejan.Tests.Architecture;

/// <summary>The plan of the house. A folder may use itself and its line; change the plan only together with the table in README.md.</summary>
public sealed class ArrowTests
{
    private static readonly Assembly App = typeof(Program).Assembly;

    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Contracts"] = [],
        ["Signals"] = ["Contracts"],
        ["Storage"] = ["Contracts"],
        ["Ui"] = ["Contracts", "Signals"],
        ["Cli"] = ["Contracts", "Storage"],
        ["Sources"] = ["Contracts"],
        ["Governance"] = ["Contracts", "Storage", "Signals", "Ui"],
        ["Rulebook"] = ["Contracts", "Storage", "Signals", "Governance"],
        ["RawZone"] = ["Contracts", "Storage", "Governance"],
        ["Curated"] = ["Contracts", "Storage", "Governance"],
        ["Intake"] = ["Contracts", "Storage", "Signals", "Ui", "Governance", "Sources", "RawZone"],
        ["Processing"] = ["Contracts", "Storage", "Signals", "Governance", "Sources", "RawZone", "Curated", "Rulebook"],
        ["Serving"] = ["Contracts", "Storage", "Signals", "Ui", "Governance", "Curated"],
        ["Operations"] = ["Contracts", "Storage", "Signals", "Ui", "Governance", "RawZone"],
        ["Workshop"] = ["Contracts", "Storage", "Signals", "Ui", "Governance", "RawZone", "Curated", "Rulebook", "Processing"],
        ["Customers"] = ["Contracts", "Storage", "Signals", "Ui", "Governance", "Sources", "Curated", "Processing"],
        ["Sandbox"] = ["Contracts", "Storage", "Signals", "Ui", "Governance", "RawZone", "Sources", "Intake", "Curated"],
        ["Shell"] = ["Contracts", "Ui", "Governance"],
    };

    /// <summary>
    /// Folders whose sub-folders are rooms: they share the folder's root, which uses none of them. A room that is not named here is used by
    /// no other; those that are named serve the rest, and each may use those on its line. The order is that of the arrows.
    /// </summary>
    private static readonly Dictionary<string, Dictionary<string, string[]>> Rooms = new()
    {
        ["Sources"] = new()
        {
            ["Text"] = [],
            ["Unpacking"] = [],
            ["Framing"] = ["Text", "Unpacking"],
            ["Fields"] = ["Text"],
            ["Csv"] = ["Text", "Framing", "Fields"],
            ["Json"] = ["Text", "Framing", "Fields"],
            ["Xml"] = ["Text", "Framing", "Fields"],
            ["Drift"] = ["Text", "Framing", "Fields", "Csv", "Json"],
            ["CallCenter"] = ["Text", "Framing", "Fields", "Csv", "Xml"],
            ["Email"] = ["Text", "Framing", "Fields"],
            ["Files"] = ["Text", "Framing", "Fields", "Csv", "Json", "Xml"],
            ["Sms"] = ["Text", "Framing", "Fields", "Csv", "Json", "Xml"],
            ["Social"] = ["Text", "Framing", "Fields", "Json"],
            ["WebForm"] = ["Text", "Framing", "Fields", "Csv", "Json"],
        },
        ["Processing.Learning"] = new()
        {
            ["Features"] = [],
            ["Scoring"] = ["Features"],
            ["Training"] = ["Features", "Scoring"],
            ["Shipped"] = ["Features", "Scoring", "Training"],
            ["Verbs"] = ["Features", "Scoring", "Training", "Shipped"],
        },
        ["Serving"] = [],
        ["Workshop"] = [],
    };

    [Fact]
    public void Every_folder_uses_only_the_folders_on_its_line()
    {
        var strays =
            from type in App.GetTypes()
            let home = FolderOf(type)
            where home is not null
            from used in TypeUse.Of(type)
            let to = used.Assembly == App ? FolderOf(used) : null
            where to is not null && to != home && !MayUse[home].Contains(to)
            select $"{home} -> {to}: {type.FullName} uses {used.FullName}";
        AssertNone(strays);
    }

    [Fact]
    public void The_plan_names_every_folder_and_has_no_circle()
    {
        var folders = App.GetTypes().Select(FolderOf).OfType<string>().Distinct().ToList();
        AssertNone(folders.Except(MayUse.Keys).Select(f => $"{f} is not in the plan"));
        var settled = new HashSet<string>();
        while (MayUse.Keys.FirstOrDefault(f => !settled.Contains(f) && MayUse[f].All(settled.Contains)) is { } next)
        {
            settled.Add(next);
        }
        AssertNone(MayUse.Keys.Except(settled).Select(f => $"{f} is part of a circle"));
    }

    [Fact]
    public void Rooms_of_one_folder_use_only_the_rooms_on_their_line()
    {
        var strays =
            from house in Rooms
            from type in TypesIn(house.Key)
            let room = RoomOf(type, house.Key)
            where room is not null
            let may = house.Value.GetValueOrDefault(room, [])
            from used in TypeUse.Of(type)
            where used.Assembly == App && RoomOf(used, house.Key) is { } other && other != room && !may.Contains(other)
            select $"{type.FullName} uses {used.FullName}";
        AssertNone(strays);
    }

    [Fact]
    public void The_root_of_a_folder_with_rooms_uses_none_of_them()
    {
        var strays =
            from house in Rooms.Keys
            from type in TypesIn(house)
            where RoomOf(type, house) is null && !IsSetup(type)
            from used in TypeUse.Of(type)
            where used.Assembly == App && RoomOf(used, house) is not null
            select $"{type.FullName} uses {used.FullName}";
        AssertNone(strays);
    }

    [Fact]
    public void The_rooms_that_are_named_exist_and_have_no_circle()
    {
        AssertNone(
            from house in Rooms
            let there = TypesIn(house.Key).Select(type => RoomOf(type, house.Key)).ToHashSet()
            let named = house.Value.Keys.ToList()
            from room in named
            from stray in there.Contains(room)
                ? house.Value[room].Except(named.Take(named.IndexOf(room))).Select(other => $"{house.Key}: {room} -> {other} does not point back to an earlier line")
                : [$"{house.Key}: there is no room {room}"]
            select stray);
    }

    [Fact]
    public void The_ground_stays_clean()
    {
        string[] data = ["Microsoft.EntityFrameworkCore", "Microsoft.Data", "Npgsql"];
        string[] web = ["Microsoft.AspNetCore"];
        var strays =
            from type in App.GetTypes()
            let home = FolderOf(type)
            where home is "Contracts" or "Sources" or "Processing"
            where !IsSetup(type)
            from used in TypeUse.Of(type)
            let name = used.Assembly.GetName().Name!
            where home == "Contracts" ? used.Assembly != App && !name.StartsWith("System", StringComparison.Ordinal) : data.Concat(web).Any(name.StartsWith)
            select $"{type.FullName} uses {used.FullName}";
        AssertNone(strays);
    }

    private static bool IsSetup(Type type) =>
        type.Name.EndsWith("Setup", StringComparison.Ordinal) || type.DeclaringType?.Name.EndsWith("Setup", StringComparison.Ordinal) == true;

    private static string? FolderOf(Type type) =>
        type.Namespace?.Split('.') is ["Beejan", var folder, ..] ? folder : null;

    private static IEnumerable<Type> TypesIn(string house) =>
        App.GetTypes().Where(t => $"{t.Namespace}.".StartsWith($"Beejan.{house}.", StringComparison.Ordinal));

    /// <summary>The room of a folder that the type stands in; null for one of its root, or of another folder.</summary>
    private static string? RoomOf(Type type, string house) =>
        type.Namespace is { } name && name.StartsWith($"Beejan.{house}.", StringComparison.Ordinal) ? name[$"Beejan.{house}.".Length..].Split('.')[0] : null;

    private static void AssertNone(IEnumerable<string> strays)
    {
        var lines = strays.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(lines.Count == 0, string.Join(Environment.NewLine, lines));
    }
}
