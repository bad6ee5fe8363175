namespace Beejan.Contracts.Problems;

/// <summary>What is wrong with deliveries and the records cut from them, and what is counted and dropped: code, title, cause, cure.</summary>
internal static class DeliveryProblems
{
    public const string Rows = """
        archive.bomb | The archive unpacks to too much | It grows two hundredfold and beyond 64 MiB, or holds more than 10,000 files, as archives made to do harm do. | Unpack it and send the files.
        archive.broken | The compressed file is damaged | It is damaged or cut short; what could be unpacked was read. | Send it again, whole: what was read is not landed twice.
        archive.encrypted | The archive has a password | A file in it cannot be read without one. | Pack it without a password.
        archive.too-large | The archive is too large for this way in | A zip archive that is pushed must be held in memory, at most 64 MiB. | Send it as a file: upload page, inbox folder or ingest.
        chat.deleted | A deleted message | The message was deleted before the chat was exported. | Nothing is to be done.
        chat.media | A picture or voice note | The export of a chat has only the name of it, no words. | Nothing is to be done; ask the writer if it matters.
        chat.no-start | Lines without a message | The lines stand in an exported chat and belong to no message: it was cut or edited. | Export the chat again.
        chat.own | Said by the house | The writer's name is one of Beejan:Sources:Files:ChatOwnNames. | Nothing is to be done.
        chat.system | A line of WhatsApp itself | Somebody joined, left or called; nobody said anything. | Nothing is to be done.
        csv.binary | Binary data in a row | The row holds NUL bytes: it is no text. | Export the file again as text (CSV UTF-8).
        csv.columns | Too many or too few columns | The row does not have as many columns as its header: a delimiter or a quote is missing or too many. | Put quotes around cells with delimiters and send the row again, or correct it on its dead letter.
        csv.no-header | The row lost its header | The columns of the row have no names. | Send the file again, with its header.
        csv.no-text-column | No column holds the complaint | No column is called like a complaint, and none holds sentences. | Name the column as the message says, or make a mapping on the page Mappings.
        csv.unclosed-quote | A quote is not closed | A quote opens a cell and nothing closes it, so the end of the row is a guess. | Close or double the quote and send the row again.
        delivery.empty | The delivery is empty | The file or body holds no records. | Ask its sender whether it should; nothing was lost.
        delivery.envelope | What stands around the records | The JSON says more around its list of complaints; each of those is a record of its own. | Nothing is to be done.
        delivery.names | A further row of names | Survey tools write a second row of names under the header; exports that were joined have each its own. | Nothing is to be done.
        sheet.beside | A sheet of lists or notes | Beside the complaints the workbook has a sheet of lists, a legend or instructions: its rows say neither when nor who. | Nothing is to be done; give the sheet a column with a time, a phone number or a key if they are complaints.
        delivery.no-rows | A header and no rows | The file holds the names of columns and nothing below. | Ask its sender whether it should.
        delivery.row-count | Rows are missing | The delivery says how many rows it has, and holds another number. | Ask for it again, whole: what has landed is not landed twice.
        delivery.title | Lines above the header | They say what the file is and hold no complaint. | Nothing is to be done.
        delivery.trailer | The last row counts the others | Its number is right. | Nothing is to be done.
        duplicate.channel | Said on another channel too | The same person said nearly the same on another channel within a day; the earlier one stands for both. | Nothing is to be done; what was wrongly joined is separated on its page.
        duplicate.copy | One of many copies | Many people posted the same words; one complaint counts them. | Nothing is to be done.
        duplicate.exact | The same words again | The same person sent the same words within the hours of Processing:RepeatHours; the earlier one stands for both. | Nothing is to be done.
        duplicate.merged | Merged by a person | Somebody merged it into another complaint. | Separate it on its page to undo that.
        duplicate.near | Nearly the same words again | The same person sent nearly the same words; the earlier one stands for both. | Nothing is to be done; what was wrongly joined is separated on its page.
        duplicate.retweet | A retweet | Somebody repeated a post; the post counts it. | Nothing is to be done.
        email.auto-reply | An automatic reply | A machine wrote it (RFC 3834), no customer. | Nothing is to be done.
        email.bounce | A message came back | A mail server says that a message could not be delivered. | Nothing is to be done here; look at who sent it.
        email.feedback-report | A report on spam | A mail provider says that somebody called a message spam. | Nothing is to be done here.
        email.no-headers | This is no e-mail | The file has not one header field (From, Subject, Date …). | Send it to the source that reads its form.
        email.partial | One piece of a message | The message was sent in several pieces and cannot be read from one. | Ask its sender for the message whole.
        email.read-receipt | A receipt | A mail program says that a message was read. | Nothing is to be done.
        encoding.repaired | Some characters were mended | The bytes were not UTF-8 throughout; they were read as Windows-1252 or replaced. | Look at names and symbols; let the sender export UTF-8.
        form.attachment | A file with a complaint | It is kept as it came and listed on its complaint. | Nothing is to be done.
        form.malformed | Neither JSON nor a form | The record is neither a JSON object nor name=value pairs. | Send one of these.
        format.binary | Binary data | The delivery is no text. | Send it in one of the forms of its source.
        format.excel | An old workbook | The source does not read .xls. | Send it to the source files, or save it as CSV.
        format.gzip | Compressed twice | A compressed file stands in another, or its compression is damaged. | Unpack it first.
        format.html | A web page | Some portals give out a web page under the name of a workbook. | Send it to the source files, which reads its tables, or save it as .xlsx or CSV.
        format.json | This is JSON | The source does not read it. | Send it to web-form, social or files, or export it in a form of this source.
        format.mail | This is e-mail | The source reads tables. | Send it to the source email.
        format.pdf | This is a PDF document | No source reads PDF. | Export the table it was made from.
        format.utf-16 | JSON in UTF-16 | JSON travels in UTF-8 (RFC 8259). | Convert it first.
        format.xml | This is XML | The source does not read it. | Send it to call-center, sms or files, or export it in a form of this source.
        format.zip | A workbook or a damaged archive | The source reads no workbooks; an archive cannot be opened or stands in another. | Send a workbook to the source files, and the files of the archive as they are.
        json.not-object | No JSON object | The record is a number, a string or a list. | Send each complaint as an object.
        json.too-deep | Nested too deeply | The JSON nests deeper than is read, as documents made to do harm do. | Send it flatter.
        message.deleted | Words that were taken back | The author or a moderator deleted the words before they were exported. | Nothing is to be done.
        message.no-words | A message without words | A picture, voice note, reaction or place of a messenger; there is nothing to read. | Nothing is to be done; ask the writer if it matters.
        message.outgoing | Written by the house | It is our side of a conversation. | Nothing is to be done.
        message.report | A report on a message of ours | A messenger says that a message was sent, delivered or read. | Nothing is to be done.
        record.too-long | The record is too long | It is longer than the source allows (MaxRecordBytes): its line ends are missing, or the limit is too low. | Look at its beginning; raise the limit if it is what it should be.
        row.empty | A row without a word | Spreadsheets leave rows of nothing but delimiters. | Nothing is to be done.
        row.total | A row that sums up | Reports end with a row that counts the others. | Nothing is to be done.
        schema.drift | New fields | The record brought fields that its source was not known to bring, and the source quarantines these. | Accept the difference on the source's page, then retry.
        schema.frozen | Not as agreed | The record has other fields than were agreed, and its source is frozen. | Send what was agreed, or accept the difference on the source's page.
        sms.columns | Too few fields | The line has fewer fields than time, number and text. | Set the separator (Beejan:Sources:Sms:Separator), or mend the line.
        sms.delivery-report | A report on a message of ours | A gateway says what became of a message. | Nothing is to be done.
        sms.header | The names of the columns | The line names what the others hold. | Nothing is to be done.
        sms.opt-in | Messages are wanted again | The customer allowed our messages again; it is recorded. | Nothing is to be done.
        sms.opt-out | No more messages | The customer asked for no more messages; it is recorded and shown to agents. | Nothing is to be done.
        sms.outgoing | A message that went out | It is ours, or a report on one. | Nothing is to be done.
        social.api-error | An error of the platform | The object tells an error and holds no post. | Nothing is to be done when it passes; look at the source's page otherwise.
        social.compliance | An event about a post | It tells what became of a post and is none. | Nothing is to be done.
        social.control | A message of the stream | The stream tells something about itself. | Nothing is to be done.
        social.counts | Figures about posts | A counts response holds no posts. | Nothing is to be done.
        social.direct-message | A direct message | Direct messages of this form are private and not read from the feed. | Nothing is to be done.
        social.heartbeat | A sign of life | A blank line, by which a stream shows that it stands. | Nothing is to be done.
        social.no-results | Nothing was found | A search that found no posts. | Nothing is to be done.
        social.not-a-post | Not a post | The object is neither a post nor a known message of the platform. | Send pushes of other systems to web-form; otherwise discard it.
        social.not-posts | Not posts | A list of something else than posts. | Discard it, or send it to the source that reads it.
        workbook.bomb | The workbook unpacks to too much | It grows beyond Beejan:Sources:Files:MaxUnpackedBytes, as archives made to do harm do. | Save it as CSV.
        workbook.broken | The workbook is damaged | It is no workbook, or cannot be opened. | Open it in Excel or LibreOffice, save it again as .xlsx and send that.
        workbook.encrypted | The workbook has a password | Nobody but its owner can read it. | Save it without one.
        workbook.kept | The workbook itself | It is kept as it came; its rows are records of their own. | Nothing is to be done.
        workbook.no-rows | No table in it | The workbook, or the page, holds no table with a row. | See that the list is in the file, or export it as CSV.
        workbook.too-large | The workbook is too large | It is larger than Beejan:Sources:Files:MaxWorkbookBytes. | Save it in parts, or as CSV, which has no limit.
        xml.doctype | A document type | A DOCTYPE can make a document grow without end or read other files, so it is refused. | Export it without.
        xml.malformed | The XML is broken | Reading stopped at the place that the message names. | Mend it there, or export it again.
        xml.no-record | No record in the XML | No element repeats like a record. | Look whether it is the right file.
        xml.stray | Text between the records | Text, an end tag or half a tag belongs to no record: the XML is broken here. | Export it again.
        xml.truncated | The XML ends in the middle | What stands before the cut was read, the rest is missing. | Send the file again, whole: what was read is not landed twice.
        """;
}
