namespace Beejan.Contracts.Problems;

/// <summary>Refusals of the API: code, title, cause, cure.</summary>
internal static class RequestProblems
{
    public const string Rows = """
        alert.last-event | Not the number of an event | The header Last-Event-ID of the alert stream is not a number that the stream sent. | Send the id of the last event that arrived, or leave the header out to hear what comes from now on.
        alert.not-found | There is no such alert | The number in the address is no alert's. | List the alerts with GET /api/v1/alerts?state=all and take the id from there.
        alert.not-open | The alert cannot be taken | It is over, or somebody looks after it already. | Read it again: takenBy says who looks after it.
        alert.state | Unknown state | The parameter state of the list of alerts has another value than it may. | Send state=open or state=all.
        assignee.malformed | Not a person | The assignee is not written as an e-mail address of a user. | Send the address the person signs in with, or null to leave the case to nobody.
        auth.forbidden | Not allowed | The key or user is known and does not hold the right that this address asks for. | Use a key with the scope that openapi/v1.json names for the address, or ask an administrator for the role.
        auth.required | Sign in or send an API key | The request carries no key, or one that is unknown, revoked or expired. | Send 'Authorization: Bearer KEY' with a key from the page API keys.
        request.length-missing | The request does not say how long it is | It was sent in chunks, and this route needs Content-Length. | Send it whole, with its length.
        body.empty | The request has no body | Nothing followed the headers. | Send the complaint or complaints as the raw body.
        body.invalid | The body lacks something | A member of the JSON is missing or has a value that it may not have; errors names it. | Mend what errors names and send it again. Nothing was done.
        body.malformed | The body cannot be read | The JSON of the request has another shape than the address takes. | Compare it with openapi/v1.json and send it again. Nothing was done.
        body.too-large | The body is too large | The request is larger than is taken at once. | Send it in parts, or as a file by the upload page, the inbox folder or the verb ingest.
        bulk.invalid | The bulk act is not complete | The act on dead letters lacks its action or reason code, or has an action that there is not. | Send reason and action (retry or discard, with why), first with dryRun true.
        bulk.too-many | Too many at once | The selection holds more cases than one request changes. | Narrow the filter, or send the ids in parts.
        category.unknown | Unknown category | The category is none of the four. | Send Network, Billing, Customer Service or Other.
        complaint.changed | Somebody was faster | The complaint changed since it was read; If-Match names an older version. | Read it again, look at what changed, and send the change with the new ETag.
        complaint.duplicate | It stands for another | The record was merged into another complaint, which stands for both. | Change the one that duplicateOf names, or separate this one first.
        complaint.not-found | There is no such complaint | The number or id in the address is no complaint's. | Give its number (BJN-…, its last digit is a check digit) or its id.
        complaint.not-merged | It stands by itself | The complaint was not merged, so there is nothing to separate. | Read it again: duplicateOf is null.
        correction.unchanged | Nothing was corrected | The corrected record has the same bytes as the dead letter. | Change what its reason names, then send it.
        customer.kept-apart | Somebody keeps them apart | Linking the two would make one person of two other customers that somebody decided are two. | Link those two themselves if they are one person after all, or take one of them out on the customer's page first.
        customer.linked-already | They are one person already | The two customers are linked, directly or by way of others. | Nothing is to be done; split them first to decide otherwise.
        customer.not-found | There is no such customer | The id in the address is no customer's. | Take the id from a complaint (customer.id).
        customer.not-one-person | These are not one person | The customers named are not linked with each other. | Read the customer again and name those that its links show.
        customer.one-person | They are one person through others | The two are linked by way of other customers, so they cannot be kept apart alone. | Take one of them out on the customer's page first.
        deadletter.not-found | There is no such dead letter | The record is unknown, or no longer a dead letter: it was retried, corrected or discarded meanwhile. | List them again with GET /api/v1/pipeline/deadletters.
        file.expired | The file is gone | Built reports are kept for Reports:KeepDays days. | Ask for the report again.
        filter.malformed | The filter cannot be read | A saved view or a bulk selection has a filter that the queue does not know. | Copy the filter from the queue's address.
        gateway.no-secret | The gateway has no secret | The address takes pushes only with a secret, and none is configured for this gateway. | Set Beejan:Intake:Gateways:…:Secrets:0.
        gateway.unknown | Unknown gateway | The last part of the address is no gateway's name. | Use twilio, africas-talking or standard.
        http.status | The request was not answered | The server said no without a reason of its own; the number is the HTTP status. | Look at the status, and at /openapi/v1.json for what the address takes.
        idempotency.invalid | Not an idempotency key | The header Idempotency-Key is empty, too long or holds signs that are not printable. | Send up to 255 printable ASCII signs, such as a UUID.
        idempotency.reused | The key stands for another request | The same Idempotency-Key was sent with another body within the hours that keys are kept. | Send a new key with a new request; the old key only with the same bytes.
        idempotency.running | The first one is still running | A request with this Idempotency-Key has not been answered yet. | Wait, then send the same request again: it gets the first one's answer.
        if-match.missing | Which version? | A change was sent without saying which version it is meant for. | Send If-Match with the ETag of the complaint, or * to change whatever is there.
        incident.not-found | There is no such probable outage | The number in the address is no probable outage's. | List them with GET /api/v1/incidents?state=all and take the id from there.
        intake.busy | Intake is full | More records wait to be stored than may wait. Nothing of this request was kept. | Send it again after the seconds that Retry-After names.
        json.unexpected | The JSON holds what the route does not take | A member is not known, or its value is of another kind: a text instead of true or false. | Mend the member that the message names; /openapi/v1.json tells the members of each route.
        json.malformed | The JSON is cut off or broken | Reading stopped at the byte that the message names. | Send the whole document, in UTF-8, with its strings escaped.
        language.unknown | Unknown language | The language is none of those that are told apart. | Send en, pcm, yo, ha, ig, mixed or und.
        media.unsupported | Unsupported media type | The Content-Type is one that this address does not read, or the body is compressed. | Send one of those that the message names, uncompressed, as the raw body and not as a form with files.
        merge.into-unknown | There is no such complaint to merge into | The member into is no complaint's number or id. | Send the number of the complaint that shall stand for both.
        merge.itself | A complaint cannot be merged into itself | The member into names the same complaint as the address. | Send the number of the other one.
        method.unknown | Not with this method | The address is there and takes other methods; the header Allow names them. | Use one of those.
        pair.not-found | There is no such pair | The two customers were never asked about. | Take pairs from GET /api/v1/customers/conflicts.
        pair.not-listed | The pair is not asked about | Nobody needs to decide about these two: they are linked, kept apart or not alike. | Take pairs from GET /api/v1/customers/conflicts.
        password.weak | The password is too weak | It is too short, or holds what is easily guessed. | Take a longer one.
        payload.too-large | The payload is too large to show | The record is larger than is sent in one answer. | Open it on the trace page, or read its line in the lake.
        period.empty | The period is empty | The parameter to is not later than from. | Send a to that lies behind from.
        period.malformed | Not a time | The parameter from or to cannot be read. | Send a date (2026-11-21) or ISO 8601 with its zone.
        period.missing | Which period? | The parameter from or to is missing. | Send both.
        piece.needs-right | The right to reveal is needed | Whether words are personal may be decided only by whoever may see them. | Ask an administrator for the right to reveal.
        piece.not-found | There is no such masked piece | The token stands in no word of this complaint. | Read the complaint again: masked lists its tokens.
        piece.own-name | A name of the house | The words are a name that the house itself uses, which is never personal. | Nothing is to be done.
        profiles.refused | The profiles were not taken | The table has no column that names a customer, or no row that could be read. | Give it one of phone, e-mail, handle, account or customer number.
        query.invalid | The query has unknown values | A parameter of the address has a value that it may not have; errors names it. | Mend what errors names.
        reason.missing | Why? | The act needs a reason and has none. | Say why in a few words: it is kept in the audit trail.
        records.too-many | Too many records | The request holds more records than one may; nothing of it was kept. | Send it in parts, or as a file.
        replay.invalid | The replay cannot be asked for | Its range or rate has a value that it may not have; errors names it. | Mend what errors names. Nothing was started.
        replay.not-found | There is no such replay | The id in the address is no replay's. | List them with GET /api/v1/pipeline/replays.
        replay.over | The replay is over | It is done, has failed or was cancelled, so there is nothing to go on with or to cancel; or the step that was asked for is not the next one. | Read it: its state and error say how it ended. Ask for a new one.
        replay.running | The replay is at work | A step of it waits for its turn or runs. | Wait until its state is done, then go on.
        report.unknown | There is no such report | The name in the address is no report's. | List them with GET /api/v1/reports.
        request.incomplete | The request ended too early | The connection closed before all of the body had arrived; nothing was kept. | Send it again.
        request.malformed | The request cannot be read | It lacks something, or a value in the address or body is of another kind. Nothing was done. | Compare it with /openapi/v1.json.
        reveal.forbidden | Not allowed to see it clear | Clear numbers and names need the right to reveal. | Leave reveal out, or ask an administrator for the right.
        route.unknown | There is no such address | The path leads nowhere. | /openapi/v1.json lists the addresses.
        rules.kind-unknown | Unknown kind of rules | The kind is none of those that have versions. | Send taxonomy, routing or a model's name, as GET /api/v1/rules/versions lists them.
        rules.refused | The rules were not taken | They contradict themselves or lack something; the message names where. | Mend it and send them again. Those in force stay.
        rules.task-unknown | Unknown task | There are models for category, language and sentiment. | Send one of these.
        rules.version-unknown | There is no such version | The number is no version's of these rules. | List the versions first.
        run.failed | The run failed | The report could not be built; the message says why. | Mend the cause, then ask for a new run with the same question.
        run.cancelled | The run was cancelled | Somebody took it back, or the console ended while it was built. | Ask for a new run with the same question.
        run.unfinished | The run is not done yet | The file was asked for while the report waits or is built. | Ask for the run until its state is done, then for its file.
        run.ended | The run is over | What was asked to be built has ended, well or not. | Read it, or ask for a new one.
        run.unknown | There is no such run | The id in the address is no run's. | List the runs of the report.
        sample.no-rows | The sample has no rows | Below its header there is nothing to tell the columns from. | Take a file with some rows.
        selection.filter | The selection needs a filter | An empty filter would mean everything. | Send a filter as in the queue's address, or ids.
        selection.ids | The selection names no case | The list of ids is empty or holds what is no id. | Send at least one id or number.
        sentiment.unknown | Unknown sentiment | The sentiment is none of the three. | Send positive, neutral or negative.
        signature.missing | The signature is missing | A secret is configured for this gateway and the push carries no signature. | Let the gateway sign, or check that a proxy keeps its headers.
        signature.wrong | The signature is wrong | The body or the address is not the one that was signed, or the secret is another. | Compare the secrets; set Intake:Gateways:PublicUrl when a proxy changes the address.
        snooze.closed | The case is closed | Only an open case is snoozed. | Open it again first.
        snooze.past | That time is over | A case is snoozed until a time to come. | Send a later time.
        snooze.too-long | That is too far away | A case may not sleep that long. | Send an earlier time.
        source.paused | The source is paused | Somebody paused it on purpose; nothing of this request was kept. | Send it again after the seconds that Retry-After names; its page says who paused it and why.
        source.unknown | There is no such source | The name in the address is no source's or saved mapping's. | Use one of those that the message lists.
        claim.closed | Closed cases are not claimed | The case is resolved, closed, cancelled or rejected: nobody works on it. | Open it again first.
        claim.taken | Somebody has it | Another person claimed the case before. | Talk to them; whoever takes it over does so by the case's own button, or by naming the assignee.
        status.illegal-move | Not from this status | The case cannot go from its status to that one. | Read the case: its status may have changed; resolved and closed cases are opened again first.
        storage.unavailable | The store cannot be reached | The disk is full, or the database is locked or read-only. Nothing of this request was done. | Send it again after the seconds that Retry-After names. It passes by itself when there is room again.
        store.busy | The store is busy | Another change held the store for too long. Nothing of this request was done. | Send it again.
        subcategory.missing | Which sub-category? | The category was changed without one. | Send subcategory, a key such as NET-OUT.
        subcategory.unknown | Unknown sub-category | The key is in no taxonomy, or belongs to another category. | List them with GET /api/v1/taxonomy.
        team.unknown | There is no such team | The name is no team's of the rules in force. | Use a team that the taxonomy or the routing names.
        timestamp.malformed | The time of the push cannot be read | The header webhook-timestamp is no Unix time. | Send seconds since 1970.
        timestamp.outside | The push is too old or from the future | Its time is too far from ours, as a push has that somebody recorded and sends again. | Check the sender's clock; send it anew.
        why.missing | Why? | The act needs a reason and has none. | Say why in a few words: it is kept in the history.
        why.too-long | The reason is too long | A reason has at most as many signs as the message says. | Say it shorter.
        """;
}
