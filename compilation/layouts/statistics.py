"""The figures of a round, each beside what it counts."""

from collections import Counter

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from circulation.models import Recipient
from comments.models import Outcome, Stance, Type, Weight
from comments.services import cells
from comments.services.showing import standing_behind
from compilation.layouts.parts import comments_of, paper_of
from compilation.layouts.provision import head_of
from compilation.sheets import Column, Sheet
from stakeholders import moments, permissions
from stakeholders.models import Category, RegionalGroup


def paper(round, user, now):
    """The tables of the round as pages, its definitions above each."""
    made = paper_of(round, _("Figures of the round: %(round)s") % {"round": round}, now)
    made.say(
        _("Counted %(when)s, from the comments that the reader may see.") % {"when": moments.in_geneva(now)}
    )
    for title, definition, rows in _tables(round, user):
        made.heading(title)
        made.say(definition, leads=True)
        made.table((title, _("How many")), rows, (4, 1))
    return made


def sheet(round, user, now):
    """The same figures a row each, with the table they belong to and the definition."""
    columns = [
        Column(_("Table"), 26),
        Column(_("Row"), 34),
        Column(_("How many"), 10),
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
    knows = permissions.may_enter_admin(user) or getattr(user, "is_drafter", False)
    shown = cells.in_full if knows else cells.guarded
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
        yield title, definition, _rows(choices, counts, shown)
    yield _by_provision(round, comments, shown)


def _participation(round, comments, shown):
    recipients = Recipient.objects.filter(round=round).select_related("organisation")
    reached = Counter(recipient.organisation.category for recipient in recipients)
    parties = {comment.organisation_id: comment.party for comment in comments}.values()
    spoke = Counter(party.category for party in parties)
    behind = Counter(_standing_behind(comments).values())
    present = [each for each in Category if reached[each.value]]
    yield (
        _("Parties that received the text, by category"),
        _("A party counts once, whoever in it was written to."),
        _rows(present, reached, shown),
    )
    yield (
        _("Parties whose comments stand here, by category"),
        _("Parties with at least one comment that the reader may see."),
        _rows(present, spoke, shown),
    )
    yield (
        _("Parties that stand behind these comments, by category"),
        _("A group counts as the members that stand behind its comments; each party once, whatever it did."),
        _rows([each for each in Category if behind[each.value]], behind, shown),
    )
    groups = Counter(party.regional_group for party in parties)
    yield (
        _("Parties whose comments stand here, by regional group"),
        _("Bodies that belong to no regional group are counted as such."),
        _rows(RegionalGroup, groups, shown),
    )


def _standing_behind(comments):
    """{party: its category} of all that stand behind a comment; one without a name counts, and is not told."""
    found = {}
    for comment in comments:
        if comment.is_anonymous:
            found.setdefault(comment.organisation_id, comment.party.category)
            continue
        for party in standing_behind(comment, comment.endorsements.all(), comment.behind_it):
            found[party.pk] = party.category
    return found


def _by_provision(round, comments, shown):
    counts = Counter(comment.entry_id for comment in comments)
    rows = [(_("The text as a whole"), None)]
    if round.version_id:
        entries = round.version.entries.for_list().in_language(round.version.language)
        rows += [(head_of(entry), entry.pk) for entry in entries]
    figures = shown([counts[key] for _name, key in rows])
    rows = [(name, figure) for (name, _key), figure in zip(rows, figures, strict=True)]
    return _("Comments by provision"), _("Where the comment was made, in the text of this round."), rows


def _rows(choices, counts, shown):
    figures = shown([counts[each.value] for each in choices])
    return [(str(each.label), figure) for each, figure in zip(choices, figures, strict=True)]
