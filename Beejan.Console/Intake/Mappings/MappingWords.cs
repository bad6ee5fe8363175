using Beejan.Sources.Fields;
using Beejan.Sources.Files;

namespace Beejan.Intake.Mappings;

/// <summary>What fields and date orders are called on the page.</summary>
internal static class MappingWords
{
    public static IReadOnlyList<(Field Field, string Words)> Fields { get; } =
    [
        (Field.Text, "the complaint itself"), (Field.Key, "its number or id"), (Field.Time, "date and time"), (Field.Date, "the date"), (Field.Clock, "the time of day"),
        (Field.Phone, "the customer's number"), (Field.Name, "the customer's name"), (Field.Email, "e-mail"), (Field.Handle, "social handle"), (Field.Account, "account or customer number"),
        (Field.State, "state"), (Field.Lga, "local government"), (Field.Place, "place or address"), (Field.Latitude, "latitude"), (Field.Longitude, "longitude"), (Field.Topic, "topic or subject"), (Field.Product, "product or plan"),
        (Field.Tier, "kind of customer"), (Field.Status, "status of the case"), (Field.Channel, "how it was received"),
    ];

    public const string DayFirst = "dd/MM/yyyy";
    public const string MonthFirst = "MM/dd/yyyy";

    /// <summary><see cref="DayFirst"/>, <see cref="MonthFirst"/> or nothing: signs and length of the year are each row's own.</summary>
    public static string OrderOf(Mapping mapping) => mapping.TimeOrder switch { null => "", ['M', ..] => MonthFirst, _ => DayFirst };

    public static string Of(Field field) => Fields.FirstOrDefault(f => f.Field == field).Words ?? field.ToString();
}
