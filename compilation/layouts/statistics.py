"""The figures of a round, each beside what it counts."""

from collections import Counter

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from circulation.models import Recipient
from comments.models import Outcome, Stance, Type, Weight
from compilation.layouts.parts import comments_of, paper_of
from compilation.layouts.provision import head_of
from compilation.sheets import Column, Sheet
from stakeholders import moments, permissions
from stakeholders.models import Category, RegionalGroup

# A public figure under this would tell who is behind it.
SMALLEST_CELL = 3


def paper(round, user, now):
    """The tables of the round as pages, its definitions above each."""
    made = paper_of(round, _("Figures of the round: %(round)s") % {"round": round}, now)
    made.say(
        _("Counted %(when)s, from the comments that the reader may see.") % {"when": moments.in_geneva(now)}
    )
    for title, definition, rows in _tables(round, user):
        made.heading(title)
        made.say(definition)
        made.table((title, _("Number")), rows, (4, 1))
    return made


def sheet(round, user, now):
    """The same figures a row each, with the table they belong to and the definition."""
    columns = [
        Column(_("Table"), 26),
        Column(_("Row"), 34),
        Column(_("Number"), 10),
        Column(_("Definition"), 60, is_long=True),
    ]
    rows = [
        [title, name, number, definition]
        for title, definition, rows in _tables(round, user)
        for name, number in rows
    ]
    facts = [(_("Counted"), moments.in_utc(now))]
    return Sheet(str(round), facts, columns, rows, get_language() or "en", get_language_bidi())


def _tables(round, user):
    comments = comments_of(round, user)
    shown = _in_full if permissions.may_enter_admin(user) or getattr(user, "is_drafter", False) else _guarded
    yield from _participation(round, comments, shown)
    for title, definition, choices, of in (
        (_("Comments by type"), _("The type that the party chose."), Type, lambda c: c.type),
        (_("Comments by stance"), _("The stance that the party took."), Stance, lambda c: c.stance),
        (_("Comments by weight"), _("The weight that the party gave."), Weight, lambda c: c.weight),
        (
            _("Comments by outcome"),
            _("The outcome of the answer, as far as it may be read."),
            Outcome,
            lambda c: c.answer.outcome if c.answer else "",
        ),
    ):
        counts = Counter(map(of, comments))
        yield title, definition, [(str(each.label), shown(counts[each.value])) for each in choices]
    yield _by_provision(round, comments, shown)


def _participation(round, comments, shown):
    recipients = Recipient.objects.filter(round=round).select_related("organisation")
    reached = Counter(recipient.organisation.category for recipient in recipients)
    parties = {comment.organisation for comment in comments}
    spoke = Counter(party.category for party in parties)
    yield (
        _("Parties that received the text, by category"),
        _("A party counts once, whoever in it was written to."),
        [(str(each.label), str(reached[each.value])) for each in Category if reached[each.value]],
    )
    yield (
        _("Parties whose comments stand here, by category"),
        _("Parties with at least one comment that the reader may see."),
        [(str(each.label), shown(spoke[each.value])) for each in Category if reached[each.value]],
    )
    groups = Counter(party.regional_group for party in parties)
    yield (
        _("Parties whose comments stand here, by regional group"),
        _("Bodies that belong to no regional group are counted as such."),
        [(str(each.label), shown(groups[each.value])) for each in RegionalGroup],
    )


def _by_provision(round, comments, shown):
    counts = Counter(comment.entry_id for comment in comments)
    rows = [(_("The text as a whole"), shown(counts[None]))]
    if round.version_id:
        entries = round.version.entries.for_list().in_language(round.version.language)
        rows += [(head_of(entry), shown(counts[entry.pk])) for entry in entries]
    return _("Comments by provision"), _("Where the comment was made, in the text of this round."), rows


def _in_full(number):
    return str(number)


def _guarded(number):
    return (
        str(number)
        if number == 0 or number >= SMALLEST_CELL
        else _("fewer than %(n)s") % {"n": SMALLEST_CELL}
    )
