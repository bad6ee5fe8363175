using Beejan.Intake;
using Beejan.Tests.Sources;
using Xunit;

namespace Beejan.Tests.Intake;

/// <summary>What a sender is told at once of a file that brings no complaint.</summary>
public sealed class InspectionTests
{
    [Theory]
    [InlineData("", "None of it can be read: The delivery holds no records: the file or body is empty. Ask its sender whether it should be.")]
    [InlineData("Ticket,Phone,Complaint\n", "It holds no complaint: The file holds a header and no rows.")]
    [InlineData("Ticket,Phone,Complaint\n1,08031234567,\n", "None of it can be read: The complaint itself is missing: 'Complaint' is empty.")]
    [InlineData("Ticket,Phone,Complaint\n1,08031234567,\n2,08031234567,no network\n", null)]
    public async Task A_file_without_a_complaint_says_why(string text, string? why)
    {
        var source = Feed.CallCenter();
        var inspection = new Inspection();
        foreach (var record in await source.SplitAsync(text))
        {
            inspection.Look(source, record);
        }
        Assert.Equal(why, inspection.WhyNothing);
    }
}
