"""The revision, edit by edit, and the answers, proposed, decided and published."""

from datetime import timedelta

from comments import services as commenting
from demonstration.loading.calendar import content
from drafting import services as drafting
from drafting.text import structure
from stakeholders import clock

# The gate before publication asks for it: some comments of the round have no answer yet.
WHY_NOT_ALL = (
    "A few comments are still being studied with the parties that made them. They are answered with the next round; "
    "to hold back all the other answers for them would serve nobody."
)


def revise(calendar, cast, text, comments):
    """Every act of edits.json in its order, spread over the weeks of the revision."""
    first, last = calendar.named("revision_began"), calendar.named("revision_ended")
    edits = content("edits.json")
    for n, edit in enumerate(edits):
        with clock.at(calendar.between(first, last, n, len(edits))):
            _ACTS[edit["act"]](cast, text, edit, comments)


def respond(calendar, cast, round, comments):
    """Answers are proposed and decided in the same weeks, and published together."""
    first, last = (
        calendar.named("revision_began", 14),
        calendar.named("responses_published") - timedelta(days=3),
    )
    rows = content("responses-round-1.json")
    for n, row in enumerate(rows):
        moment = calendar.between(first, last, n, len(rows))
        by = cast.expert if row["proposed_by"] == "expert" else cast.secretariat
        with clock.at(moment):
            response = commenting.propose_response(
                comments[row["comment"]],
                outcome=row["outcome"],
                reason=row["reason"],
                note=row["note"],
                by=by,
            )
        with clock.at(moment + timedelta(minutes=50)):
            commenting.decide_response(response, by=cast.expert)
    with clock.at(calendar.named("responses_published", 12)):
        commenting.pass_screening(round, by=cast.secretariat)
        commenting.publish_responses(round, by=cast.expert, override=WHY_NOT_ALL)


def _edit(cast, text, edit, comments):
    wording = _wording(text, edit["place"])
    record = _save(cast, wording, wording.text.replace(edit["old"], edit["new"], 1), _reason(edit))
    _tie(cast, edit, comments, record, edit["old"], edit["new"])


def _add(cast, text, edit, comments, follows=False, kind=None):
    wording = drafting.add_provision(
        text.declaration,
        kind=kind or edit["kind"],
        heading=edit.get("heading", ""),
        text=edit["new"],
        after=text.places[edit["place"]],
        by=cast.expert,
        reason=_reason(edit),
        follows=follows,
    )
    text.places[edit["key"]] = wording.provision
    _tie(cast, edit, comments, wording.current_record, "", edit["new"])


def _bis(cast, text, edit, comments):
    _add(cast, text, edit, comments, follows=True, kind="article")


def _move(cast, text, edit, comments):
    provision = text.places[edit["place"]]
    drafting.move_provision(provision, after=text.places[edit["after"]], by=cast.expert, reason=_reason(edit))
    wording = provision.wordings.get(language="en")
    _tie(cast, edit, comments, wording.current_record, "", wording.heading)


def _split(cast, text, edit, comments):
    wording = _wording(text, edit["place"])
    at = wording.text.index(edit["old"].strip())
    label = next(p.label for p in structure.paragraphs(wording.text) if p.start <= at < p.end)
    born = drafting.split_provision(
        wording,
        at=label,
        heading=edit["heading"],
        by=cast.expert,
        reason=_reason(edit),
        base=wording.current_record.history_id,
    )
    text.places[edit["key"]] = born.provision
    _save(cast, born, edit["new"], _reason(edit))


_ACTS = {"edit": _edit, "add": _add, "bis": _bis, "move": _move, "split": _split}


def _save(cast, wording, words, reason):
    base = wording.current_record.history_id
    return drafting.save_wording(
        wording, heading=wording.heading, text=words, base=base, by=cast.expert, reason=reason
    )


def _wording(text, place):
    return text.places[place].wordings.get(language="en")


def _reason(edit):
    return f"{edit['reason']} ({edit['meeting']})" if edit["meeting"] else edit["reason"]


def _tie(cast, edit, comments, record, before, after):
    if edit["meeting"]:
        drafting.give_ground(record, kind="meeting", note=edit["meeting"], by=cast.expert)
    for index in edit["answers"]:
        commenting.tie_change(
            comments[index], record, before=before.strip(), after=after.strip(), by=cast.expert
        )
