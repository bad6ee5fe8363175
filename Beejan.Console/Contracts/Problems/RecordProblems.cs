namespace Beejan.Contracts.Problems;

/// <summary>What judging says of a record, as its fate or as a warning on its complaint: code, title, cause, cure.</summary>
internal static class RecordProblems
{
    public const string Rows = """
        key.reused | The same key for another complaint | Two exports use the same running numbers for different complaints, which would make one a version of the other. | Save a mapping for the export on the page Mappings, so that its numbers are its own, then retry.
        phone.unreadable | The number cannot be read | The subscriber's number is no whole number, for instance because a spreadsheet rounded it (2.34803E+12). | Format the column as text before exporting; the complaint is served without a number.
        place.unknown | The place is not known | The state or area that was given is in no list of places. | Nothing is to be done; the complaint is served without a place.
        raw.damaged | The bytes are damaged | The record's line in the lake no longer has the bytes that were received. | Restore the segment from a backup, then retry.
        sentiment.unsure | Perhaps meant the other way round | The words praise and complain at once. | Read it, and correct the sentiment if it is wrong.
        sms.parts-missing | Parts of the message are missing | A long message arrives in parts, of which some are not here yet. | Nothing is to be done: it is judged again with each further part.
        stage.exception | A step failed | A fault of ours: judging the record ended in an error. | Retry it after the next release; the message tells what failed and where.
        steward.masking | A word on a masked piece | A person said whether some words are personal; the complaint it names is judged by that. | Nothing is to be done.
        text.missing | The complaint itself is missing | The field that holds the words is empty, or nothing is called like one. | Send the words, or name the field as the message says. A dead letter is corrected on its page.
        time.ancient | Too long ago | The time lies before any complaint that can be meant. | Look whether day, month and year stand in their order; correct it, or set the source's TimeOrder.
        time.future | In the future | The time lies later than its receipt allows. | Look at the sender's clock and zone; correct it, or set the source's TimeOrder.
        time.missing | No time | The record has none; the time of receipt stands in. | Let the sender send it.
        time.order-assumed | Day or month first? | The file does not tell; the day was taken to stand first. | Set the source's TimeOrder, or correct the mapping.
        time.order-contradicts | Month first among days first | The date is one only with the month first, while its file writes the day first. | Look at the file: two exports may have been joined.
        time.relative | A time without a year or a day | It says no year, or only how long ago it was ("yesterday 10:15", "2 hours ago"). | It was counted from the time of receipt; let the sender export whole dates.
        time.unreadable | The time cannot be read | It is written in a way nobody knows; the time of receipt stands in. | Let the sender write ISO 8601 (2026-11-21T10:30:00+01:00).
        write.failed | It could not be written | A fault of ours: the database refused what the record became. | Retry it after the next release; the message tells what failed and where.
        """;
}
