"""By provision: the text that was circulated, and after each provision what is proposed for it, in the four verbs."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from comments.services import proposals, showing
from comments.services.saying import sentences_of
from comments.services.showing import party_name
from compilation.layouts.parts import comments_of, on_time, paper_of
from compilation.papers import Run


def paper(round, user, now):
    """Every provision of the version of `round`, with the proposals and remarks that `user` may read."""
    made = paper_of(round, _("Compilation of comments by provision: %(round)s") % {"round": round}, now)
    timely, late = on_time(comments_of(round, user))
    _whole_text(made, timely)
    for entry in round.version.entries.for_list().in_language(round.version.language):
        _provision(made, entry, [comment for comment in timely if comment.entry_id == entry.pk])
    if late:
        made.heading(_("Addendum: comments received after the closing time"))
        _whole_text(made, late)
        for entry in sorted({comment.entry for comment in late if comment.entry_id}, key=lambda e: e.order):
            made.heading(head_of(entry), 2)
            _groups(made, [comment for comment in late if comment.entry_id == entry.pk])
    return made


def head_of(entry):
    """A provision as its heading is printed: "Article 4. Duties of States"."""
    label = entry.printed_label or capfirst(entry.provision.get_kind_display())
    return f"{label}. {entry.heading}" if entry.heading else label


def _whole_text(made, comments):
    general = [comment for comment in comments if comment.entry_id is None]
    if general:
        made.heading(_("The text as a whole"))
        _groups(made, general)


def _provision(made, entry, comments):
    made.heading(head_of(entry))
    for line in entry.lines:
        made.say(line["words"], number=line["printed"], indent=line["level"], language=entry.language)
    _groups(made, comments)


def _groups(made, comments):
    """Proposals in the same words stand once, with all who ask for them; remarks follow each under its party."""
    for group in proposals.grouped(showing.show(comments)):
        names = ", ".join(party_name(each.comment) for each in group.shown)
        refs = ", ".join(group.refs)
        first = group.first.comment
        if group.proposes:
            for sentence in sentences_of(first):
                made.say(
                    Run(f"{names}: ", "strong"),
                    Run(f"{first.place}: {sentence}"),
                    Run(f" [{refs}]"),
                    indent=1,
                )
            continue
        made.say(
            Run(f"{names}: ", "strong"),
            Run(f"{first.place}: "),
            Run(first.explanation),
            Run(f" [{refs}]"),
            indent=1,
        )
