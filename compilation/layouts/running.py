"""Running text: each provision with every proposal in it, in brackets that name who asks for it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.services import running as texts
from compilation.layouts.parts import paper_of
from compilation.layouts.provision import head_of
from compilation.papers import Run


def paper(round, user, now):
    """The running text of `round` from the proposals that `user` may read, with a reading of every bracket."""
    made = paper_of(round, _("Running text: %(round)s") % {"round": round}, now)
    made.say(
        _("(words — X): insertion proposed by X. [words — X]: existing words that X wants out."), number="1."
    )
    for each in texts.running_texts(round, user):
        made.heading(head_of(each.entry))
        made.say(each.text, language=each.entry.language)
        for reading in each.readings:
            made.say(Run(reading, "em"), indent=1, language=each.entry.language)
        _options(made, each)
        _park(made, each.parked)
    return made


def _options(made, each):
    """The same proposals as options: each paragraph as circulated under its number, then bis, ter …, in brackets."""
    for alternatives in each.alternatives:
        for one in alternatives:
            who = f" — {one.parties}" if one.parties else ""
            made.say(f"[{one.label}. {one.words}{who}]", indent=1, language=each.entry.language)


def _park(made, parked):
    """What has not the support it needs stays visible, under its numbers."""
    if parked:
        refs = ", ".join(ref for group in parked for ref in group.numbers)
        words = ngettext(
            "%(n)s proposal is parked: %(refs)s", "%(n)s proposals are parked: %(refs)s", len(parked)
        )
        made.say(Run(words % {"n": len(parked), "refs": refs}, "em"), indent=1)
