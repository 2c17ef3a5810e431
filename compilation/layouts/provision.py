"""By provision: the text that was circulated, and after each provision what is proposed for it, in the four verbs."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from comments.services import proposals, showing
from comments.services.hearing import spoken_in
from comments.services.saying import sentences_of
from comments.services.showing import party_name
from compilation.layouts.parts import comments_of, here, on_time, paper_of, place_of
from compilation.papers import Run
from stakeholders import moments


def paper(round, user, now):
    """Every provision of the version of `round`, with the proposals and remarks that `user` may read."""
    made = paper_of(round, _("Compilation of comments by provision: %(round)s") % {"round": round}, now)
    timely, late = on_time(comments_of(round, user))
    spoken = list(spoken_in(round, user))
    _whole_text(made, timely, [view for view in spoken if view.entry_id is None])
    for entry in round.version.entries.for_list().in_language(round.version.language):
        _provision(made, entry, [comment for comment in timely if comment.entry_id == entry.pk])
        # Whatever language was spoken about, the views stand once, at the provision in the language of the version.
        _spoken(
            made, [view for view in spoken if view.entry_id and view.entry.provision_id == entry.provision_id]
        )
    if late:
        made.heading(_("Addendum: comments received after the closing time"))
        _whole_text(made, late, [])
        for entry in sorted({comment.entry for comment in late if comment.entry_id}, key=lambda e: e.order):
            made.heading(head_of(entry), 2)
            _groups(made, [comment for comment in late if comment.entry_id == entry.pk])
    return made


def head_of(entry):
    """A provision as its heading is printed: "Article 4. Duties of States"."""
    label = entry.printed_label or capfirst(entry.provision.get_kind_display())
    return f"{label}. {entry.heading}" if entry.heading else label


def _whole_text(made, comments, spoken):
    general = [comment for comment in comments if comment.entry_id is None]
    if general or spoken:
        made.heading(_("The text as a whole"))
        _groups(made, general)
        _spoken(made, spoken)


def _provision(made, entry, comments):
    made.heading(head_of(entry))
    for line in entry.lines:
        made.say(line["words"], number=line["printed"], indent=line["level"], language=entry.language)
    _groups(made, comments)


def _groups(made, comments):
    """Proposals in the same words stand once, with all who ask for them; remarks follow each under its party."""
    for group in proposals.grouped(showing.show(comments)):
        names = ", ".join(here(party_name(each.comment)) for each in group.shown)
        refs = ", ".join(group.refs)
        first = group.first.comment
        if group.proposes:
            for sentence in sentences_of(first):
                made.say(
                    Run(f"{names}: ", "strong"),
                    Run(f"{place_of(first)}: {sentence}"),
                    Run(" " + here(f"[{refs}]")),
                    indent=1,
                )
            continue
        made.say(
            Run(f"{names}: ", "strong"),
            Run(f"{first.place}: "),
            Run(first.explanation),
            Run(f" [{refs}]"),
            indent=1,
            language=first.language,
        )


def _spoken(made, views):
    """What was said at meetings in no party's name, marked oral: by whom is said as far as the record knows."""
    for view in views:
        label = _("oral, attributed to nobody") if view.is_of_nobody else _("oral, by category")
        made.say(
            Run(f"{view.speaker} ({label}): ", "strong"),
            Run(f"{view.place}: "),
            Run(view.words),
            Run(f" [{view.segment.activity}, {moments.day(view.segment.activity.begins)}]"),
            indent=1,
        )
