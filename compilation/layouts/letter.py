"""The letter to one party: its comments, what became of each and why, and the words before and after."""

from django.utils.translation import gettext as _

from comments.services import letters
from compilation.layouts.parts import paper_of, say_answer, say_comment
from compilation.papers import Run
from stakeholders import moments


def paper(letter, user, now):
    """The letter as a Paper, as `user` may read it; in the order of the text."""
    made = paper_of(letter.round, _("Answers to %(party)s") % {"party": letter.organisation.name}, now)
    made.say(
        _("The comments received from %(party)s on the %(text)s, and the answers published on %(day)s.")
        % {
            "party": letter.organisation.name,
            "text": letter.round.subject_name,
            "day": moments.day(letter.written_at),
        },
        number="1.",
    )
    made.say(
        _("Each answer can be accepted or contested until %(until)s. Silence is never read as consent.")
        % {"until": moments.in_geneva(letter.react_until)},
        number="2.",
    )
    for item in letters.items_of(letter, user):
        comment = item.shown.comment
        say_comment(made, comment)
        if item.shown.response:
            say_answer(made, comment, indent=1)
            for each in item.earlier:
                _say_earlier(made, each)
        else:
            made.say(Run(_("Not answered yet."), "em"), indent=1)
        if item.reaction:
            if item.is_of_earlier:
                made.say(Run(_("Said to the earlier answer:"), "em"), indent=1)
            said = f"{item.reaction.get_kind_display()}. {item.reaction.words}".strip()
            made.say(Run(said, "em"), indent=1)
    return made


def _say_earlier(made, each):
    """The answer that this one took the place of, with its date, and the information that was new."""
    words = _(
        "It took the place of the answer of %(day)s: %(outcome)s. %(reason)s New information: %(information)s"
    )
    words %= {
        "day": moments.day(each.earlier_published_at),
        "outcome": each.get_earlier_outcome_display(),
        "reason": each.earlier_reason,
        "information": each.information,
    }
    made.say(Run(words, "em"), indent=2)
