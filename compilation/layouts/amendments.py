"""Amendments in two columns: the text as circulated beside the text as proposed, changes in bold italics."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from comments.services.showing import party_name
from compilation.layouts.parts import comments_of, paper_of
from compilation.papers import Run


def paper(round, user, now):
    """Each proposal of `round` that `user` may read as a numbered amendment, in text order."""
    made = paper_of(round, _("Amendments: %(round)s") % {"round": round}, now)
    proposing = [comment for comment in comments_of(round, user) if comment.proposes]
    for number, comment in enumerate(proposing, 1):
        made.heading(_("Amendment %(number)s") % {"number": number})
        made.say(Run(f"{party_name(comment)} ({comment.number})", "strong"), leads=True)
        made.say(capfirst(str(comment.place)), leads=True)
        made.table(
            (_("Text as circulated"), _("Amendment")),
            [(_side(comment.ops, "delete"), _side(comment.ops, "insert"))],
            (1, 1),
        )
        if comment.explanation:
            made.say(Run(_("Justification"), "em"), leads=True)
            made.say(comment.explanation, indent=1, language=comment.language)
    return made


def _side(ops, change):
    """One side of a redline, what is on this side alone in bold italics."""
    runs = [Run(text, "change" if kind == change else "") for kind, text in ops if kind in ("equal", change)]
    return tuple(runs) or (Run("–"),)
