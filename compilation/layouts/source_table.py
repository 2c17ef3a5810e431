"""The source table: each paragraph of the new text, who contributed to it, what it was, and why it is as it is."""

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from comments.models import Endorsement
from comments.services import road
from compilation.sheets import Column, Sheet
from drafting.services import compare_versions
from drafting.services.comparing import RELATIONS
from drafting.text.numbering import printed_label
from stakeholders import moments

SAME = ("unchanged", "renumbered only")


def sheet(old, new, user, now):
    """The source table from version `old` to version `new`, as `user` may read it."""
    language = new.language
    led = road.changes_between(old, new, user)
    stands = Endorsement.objects.visible_to(user).select_related("organisation")
    answered = [change.comment for changes in led.values() for change in changes]
    prefetch_related_objects(answered, Prefetch("endorsements", stands))
    units = compare_versions(old, new, language)["units"] if old != new else []
    rows = (row for unit in units for row in _rows(unit, led.get(unit["uid"], []), language))
    return Sheet(
        title=_("Where the text comes from"),
        facts=[
            (_("Declaration"), str(new.declaration)),
            (_("From"), old.full_name),
            (_("To"), new.full_name),
            (_("Made"), moments.in_utc(now)),
        ],
        columns=[
            Column(_("Place"), 18),
            Column(_("Paragraph in the new text"), 50, is_long=True),
            Column(_("Who contributed"), 28, is_long=True),
            Column(_("Paragraph in the old text"), 50, is_long=True),
            Column(_("Approach taken and rationale"), 50, is_long=True),
        ],
        rows=rows,
        language=language,
        is_right_to_left=get_language_bidi(),
    )


def _rows(unit, changes, language):
    name = printed_label(unit["new"] or unit["old"], language) or unit["new"] or unit["old"]
    if unit["heading"]["new"]:
        name = f"{name}. {unit['heading']['new']}"
    for row in unit["paragraphs"]:
        labels = {side["label"] for side in (row["old"], row["new"]) if side}
        here = [each for each in changes if not each.comment.paragraph or each.comment.paragraph in labels]
        printed = (row["new"] or row["old"])["printed"]
        yield [
            f"{name} {printed}".strip(),
            _side(row, "delete"),
            "\n".join(dict.fromkeys(_contributor(each.comment) for each in here)),
            _side(row, "insert"),
            _approach(unit, row, here),
        ]


def _side(row, without):
    return "".join(text for op, text in row["changes"] if op != without)


def _contributor(comment):
    stands = [stand.organisation.short_name for stand in comment.endorsements.all()]
    backed = f" ({', '.join(stands)})" if stands else ""
    return f"{comment.party.short_name}{backed}: {comment.number}"


def _approach(unit, row, changes):
    relation = row["relation"] if unit["relation"] in ("edited", *SAME) else unit["relation"]
    told = [str(RELATIONS.get(relation, relation))]
    for change in changes:
        answer = change.comment.answer
        if answer:
            told.append(f"{change.comment.number}: {answer.get_outcome_display()}. {answer.reason}".strip())
    return "\n".join(dict.fromkeys(told))
