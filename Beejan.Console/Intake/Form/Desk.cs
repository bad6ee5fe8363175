using System.Globalization;
using Beejan.Contracts;
using Beejan.Intake.Watch;
using Beejan.RawZone;
using Beejan.Sources;
using Beejan.Sources.WebForm;
using Microsoft.AspNetCore.DataProtection;

namespace Beejan.Intake.Form;

/// <summary>Takes a filled form to the inbox and signs the receipt, so that a receipt shows only what its holder was given.</summary>
internal sealed class Desk(IIntake intake, IInbox inbox, SourceControls controls, IRawZone rawZone, ITaxonomy taxonomy, IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Beejan.Intake.Form.Receipt");

    /// <summary>The address of the receipt when the complaint is durable, else null: nothing was kept, send it again.</summary>
    public async Task<string?> TakeAsync(Submission submission, CancellationToken ct)
    {
        if (controls.IsPaused("web-form"))
        {
            return null;
        }
        var now = clock.GetUtcNow();
        var source = intake.Find("web-form") ?? throw new InvalidOperationException("the source web-form is not registered");
        var records = new List<RawRecord>(1);
        using (var content = new MemoryStream(submission.ToJson(), writable: false))
        {
            await foreach (var record in source.SplitAsync(new Delivery("complain", "application/json", content, now, submission.Id), ct))
            {
                records.Add(Keys.Normalise(record));
            }
        }
        if (submission.File is { } file)
        {
            // A record of its own, landed together with the words or not at all.
            records.Add(new RawRecord(source.Id, $"{submission.Id}/attachment", "application/octet-stream", file.Content, now, FormAttachment.Context, file.Name));
        }
        if (await inbox.LandAsync(records, ct) is not Delivered.Durable { Receipts: [var receipt, ..] })
        {
            return null;
        }
        // Sent again, it shows the receipt of the first time.
        var first = receipt.Root == receipt.RawId && !receipt.Repeated ? now : (await rawZone.FindAsync(receipt.Root, ct))?.ReceivedAt ?? now;
        var number = ComplaintNumber.Format(receipt.Root, first);
        var token = _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{number}|{Promise(submission.Topic, first).ToUnixTimeSeconds()}"));
        return $"/complain/receipt/{number}?t={token}";
    }

    /// <summary>The promised time behind a receipt's address, or null when the token is not that number's.</summary>
    public DateTimeOffset? Read(string number, string? token)
    {
        try
        {
            return _protector.Unprotect(token ?? "").Split('|') is [var signed, var due] && signed == number
                ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(due, CultureInfo.InvariantCulture)) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The slowest clock of the topic: what we promise before anybody has read the complaint.</summary>
    internal DateTimeOffset Promise(string? topic, DateTimeOffset now) => taxonomy.Subcategories
        .Where(s => string.IsNullOrEmpty(topic) || s.Category == topic).Max(s => taxonomy.DueAt(s, now, false));
}
