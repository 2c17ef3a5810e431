"""The text itself as a document: clean, with line and paragraph numbers, with what changed, and where it comes from."""

import re

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from compilation import documents
from compilation.layouts import source_table
from compilation.layouts.parts import masthead_of, original_in, paper_of
from compilation.papers import Masthead, Paper, Ready, redlined
from drafting import permissions
from drafting.models import Kind, Version
from drafting.services import compare_versions, compare_with_working
from drafting.text.numbering import printed_label
from stakeholders import moments
from stakeholders.languages import speaking

# What is called PP1 on screen is never numbered in print.
HEADED = (Kind.PART, Kind.ARTICLE)
UNNUMBERED = re.compile(r"PP\d|Title|Opening|Closing")


def clean(round, user, now):
    """The text that was circulated, as one reads it: no preambular paragraph is numbered in print."""
    return _text(round, now)


def numbered(round, user, now):
    """The same with a number in brackets at each paragraph and a number at each line, to be cited by."""
    made = _text(round, now, is_numbered=True)
    made.has_line_numbers = True
    return made


def tracked(round, user, now):
    """What has changed since the text that was circulated, as a Paper with insertions and deletions."""
    old, new = sides_of(round, user)
    title = _("What changed: %(old)s to %(new)s") % {"old": old.full_name, "new": _name(new)}
    made = paper_of(round, title, now)
    if old == new:
        made.say(_("This is the first text; nothing has changed."))
        return made
    data = compare_versions(old, new, old.language) if new else compare_with_working(old, old.language)
    for unit in data["units"]:
        _redlined(made, unit, old.language)
    return made


def tracked_word(round, user, now):
    """The same as Word's own tracked changes, to be accepted or rejected one by one."""
    old, new = sides_of(round, user)
    return Ready(documents.write_redline(old, new, old.language, "docx"))


def sources(round, user, now):
    """The source table from the text before to the text after the round; against itself where nothing came after."""
    old, new = sides_of(round, user)
    newest = new or Version.objects.visible_to(user).filter(declaration=round.declaration).latest("number")
    made = source_table.sheet(old, newest, user, now)
    made.masthead = masthead_of(round, now)
    return made


def sides_of(round, user):
    """(old, new): the text of the round against the newest that `user` may read, None being the working text.

    Where nothing came after that they may read, the text before it against the text of the round.
    """
    versions = Version.objects.visible_to(user).filter(declaration=round.declaration)
    versions = versions.exclude(state=Version.State.SET_ASIDE).select_related("declaration__mandate")
    later = versions.filter(number__gt=round.version.number).order_by("-number").first()
    if later:
        return round.version, later
    if permissions.may_see_working_text(user):
        return round.version, None
    before = versions.filter(number__lt=round.version.number).order_by("-number").first()
    return before or round.version, round.version


def of_version(version, language):
    """A frozen version in one of its languages as a Paper of its own: it says nothing of when it was printed."""
    with speaking(language):
        masthead = Masthead(
            organ=version.declaration.mandate.title,
            symbol=version.symbol,
            distribution=_("Distr.: General"),
            date=moments.date(version.issued_at or version.frozen_at),
            original=original_in(version.declaration.language),
        )
        made = Paper(capfirst(version.full_name), masthead)
    return _say_text(made, version, language)


def _text(round, now, is_numbered=False):
    made = paper_of(round, capfirst(round.version.full_name), now)
    return _say_text(made, round.version, round.version.language, is_numbered)


def _say_text(made, version, language, is_numbered=False):
    made.language, number = language, 0
    made.is_right_to_left = language == "ar"
    within_part = False
    for entry in version.entries.for_list().in_language(language):
        if entry.provision.kind in HEADED:
            within_part = within_part or entry.provision.kind == Kind.PART
            level = 2 if within_part and entry.provision.kind != Kind.PART else 1
            made.heading(". ".join(filter(None, (entry.printed_label, entry.heading))), level)
        for line in entry.lines:
            number += 1
            words = f"{line['printed']} {line['words']}".strip() if is_numbered else line["words"]
            mark = f"[{number}]" if is_numbered else line["printed"]
            made.say(words, number=mark, indent=line["level"], language=entry.language)
    return made


def _redlined(made: Paper, unit, language):
    label = unit["new"] or unit["old"]
    heading = unit["heading"]["new"] or unit["heading"]["old"] or ""
    if not UNNUMBERED.match(label):
        made.heading(". ".join(filter(None, (printed_label(label, language), heading))))
    for row in unit["paragraphs"]:
        side = row["new"] or row["old"]
        made.say(*redlined(row["changes"]), number=side["printed"], indent=side["level"], language=language)


def _name(version):
    return version.full_name if version else _("working text")
