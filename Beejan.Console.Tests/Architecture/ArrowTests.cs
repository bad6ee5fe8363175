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

    /// <summary>Folders whose sub-folders are rooms: they share the folder's root, never each other.</summary>
    private static readonly string[] WithRooms = ["Sources", "Serving", "Workshop"];

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
    public void Rooms_of_one_folder_do_not_use_each_other()
    {
        var strays =
            from type in App.GetTypes()
            let home = FolderOf(type)
            where home is not null && WithRooms.Contains(home)
            let room = RoomOf(type)
            where room is not null
            from used in TypeUse.Of(type)
            where used.Assembly == App && FolderOf(used) == home && RoomOf(used) is { } other && other != room
            select $"{type.FullName} uses {used.FullName}";
        AssertNone(strays);
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
            where !type.Name.EndsWith("Setup", StringComparison.Ordinal) && type.DeclaringType?.Name.EndsWith("Setup", StringComparison.Ordinal) != true
            from used in TypeUse.Of(type)
            let name = used.Assembly.GetName().Name!
            where home == "Contracts" ? used.Assembly != App && !name.StartsWith("System", StringComparison.Ordinal) : data.Concat(web).Any(name.StartsWith)
            select $"{type.FullName} uses {used.FullName}";
        AssertNone(strays);
    }

    private static string? FolderOf(Type type) =>
        type.Namespace?.Split('.') is ["Beejan", var folder, ..] ? folder : null;

    private static string? RoomOf(Type type) =>
        type.Namespace?.Split('.') is ["Beejan", _, var room, ..] ? room : null;

    private static void AssertNone(IEnumerable<string> strays)
    {
        var lines = strays.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(lines.Count == 0, string.Join(Environment.NewLine, lines));
    }
}
