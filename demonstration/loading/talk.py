"""What the parties said: each prepares its drafts over days and submits them in one act."""

import uuid
from datetime import timedelta

from comments import services
from comments.models import Comment
from demonstration.loading.calendar import content
from stakeholders import clock

# Drafts get the same addresses at every loading, so that a bookmark in a description still leads there.
NAMESPACE = uuid.UUID("6ad2d1f3-6f0c-4e0e-9c0b-0d8f3c3a5f11")


def first_round(calendar, cast, round):
    """All comments of round 1, in the order of the content; returns {index: Comment}."""
    closes = calendar.closing(calendar.offsets["round_1_closed"])
    rows = list(enumerate(content("comments-round-1.json")))
    refs = {}
    for party in dict.fromkeys(entry["party"] for _index, entry in rows):
        own = [(index, entry) for index, entry in rows if entry["party"] == party]
        submitted = _weekday(closes - timedelta(days=own[0][1]["day"], minutes=17 * len(own) + 20))
        refs |= _prepare(cast, round, party, own, submitted)
        with clock.at(submitted):
            services.submit(_recipient(round, party), by=cast.contact_point(party))
    comments = {index: Comment.objects.get(draft__ref=ref) for index, ref in refs.items()}
    _endorse(cast, comments, closes)
    return comments


def second_round(calendar, cast, round):
    """Early submissions and unfinished drafts of the open round."""
    rows = list(enumerate(content("comments-round-2.json")))
    for party in dict.fromkeys(entry["party"] for _index, entry in rows):
        own = [(index, entry) for index, entry in rows if entry["party"] == party]
        sent = [(index, entry) for index, entry in own if entry["state"] == "submitted"]
        moment = calendar.day(-own[0][1]["day"], 15, 10)
        if sent:
            _prepare(cast, round, party, sent, moment)
            with clock.at(moment):
                services.submit(_recipient(round, party), by=cast.contact_point(party))
        unsent = [(index, entry) for index, entry in own if entry["state"] != "submitted"]
        _prepare(cast, round, party, unsent, moment + timedelta(hours=1))


def _prepare(cast, round, party, rows, last):
    recipient = _recipient(round, party)
    entries = {e.label: e for e in round.version.entries.in_language("en").for_list()}
    writers = ["deputy", "contact_point", "reviewer"]
    refs = {}
    for n, (index, entry) in enumerate(rows):
        ref = uuid.uuid5(NAMESPACE, f"{round.number}-{index}")
        by = cast.of(party, writers[n % 3])
        with clock.at(_working_hour(last, len(rows) - n)):
            _save(recipient, ref, entry, entries, by)
        refs[index] = ref
    return refs


def _weekday(moment):
    """The same hour, on the Friday before where the day is a Saturday or a Sunday."""
    return moment - timedelta(days=max(0, moment.weekday() - 4))


def _working_hour(last, back):
    """A moment before `last`, some days back, while a mission is at work."""
    day = _weekday(last - timedelta(days=1 + back // 3))
    return day.replace(hour=9 + back * 2 % 9, minute=back * 17 % 60)


def _save(recipient, ref, entry, entries, by):
    place = entries[entry["place"]] if entry["place"] else None
    return services.save_draft(
        recipient,
        ref,
        by=by,
        revision=0,
        entry=place,
        paragraph=entry["paragraph"],
        words=(entry["quote"], "", ""),
        type=entry["type"],
        stance=entry["stance"],
        weight=entry["weight"],
        proposed_text=entry["proposed"],
        explanation=entry["explanation"],
        language=entry["language"],
        publication=entry["publication"],
    )


def _recipient(round, party):
    return round.recipients.select_related("organisation", "round__declaration", "round__version").get(
        organisation__code=party
    )


def _endorse(cast, comments, closes):
    for n, entry in enumerate(content("endorsements-round-1.json")):
        comment = comments[entry["of"]]
        moment = min(closes - timedelta(minutes=5 + n), comment.received_at + timedelta(hours=5 + n))
        with clock.at(moment):
            services.endorse(
                comment,
                cast.parties[entry["party"]],
                entry["kind"],
                by=cast.contact_point(entry["party"]),
                words=entry["words"],
            )
