"""What several layouts say in the same way: the frame of a paper, a comment's words, parties in their order."""

from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_bidi, get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from comments.models import Comment
from comments.services.showing import with_members
from compilation.papers import Masthead, Paper, Run, redlined
from drafting.text.sides import apart
from stakeholders import moments
from stakeholders.languages import locale_of
from stakeholders.models import Category
from stakeholders.models.organisations import STATES

# Compilations list States first, then United Nations entities, intergovernmental bodies, NHRIs, and the others.
GROUPS = (
    (gettext_lazy("States"), STATES),
    (
        gettext_lazy("United Nations entities"),
        (
            Category.UN_DEPARTMENT,
            Category.UN_FUND,
            Category.SPECIALIZED_AGENCY,
            Category.ADVISORY_COMMITTEE,
            Category.SPECIAL_PROCEDURES,
            Category.TREATY_BODY,
        ),
    ),
    (gettext_lazy("Intergovernmental organizations"), (Category.REGIONAL_ORGANIZATION,)),
    (gettext_lazy("National human rights institutions"), (Category.NHRI,)),
    (gettext_lazy("Non-governmental organizations"), (Category.NGO,)),
    (
        gettext_lazy("Academia, private sector and other actors"),
        (Category.ACADEMIA, Category.PRIVATE_SECTOR, Category.OTHER),
    ),
    (gettext_lazy("Parties that asked not to be named"), ("",)),
)


def paper_of(round, title, now):
    """An empty Paper on the layout of the mandate's documents, in the language of whoever asks."""
    masthead = masthead_of(round, now)
    return Paper(title, masthead, language=get_language() or "en", is_right_to_left=get_language_bidi())


def masthead_of(round, now):
    """What stands above every document of a round."""
    version = round.version
    return Masthead(
        organ=round.declaration.mandate.title,
        symbol=version.symbol if version else "",
        distribution=_("Distr.: General") if round.is_published else _("Distr.: Restricted"),
        date=moments.date(now),
        original=original_in((version or round.declaration).language),
    )


def original_in(language):
    """The line of a masthead that names the language a text was written in."""
    name = get_language_info(locale_of(language))["name_translated"]
    return _("Original: %(language)s") % {"language": name}


def here(words):
    """`words` as they stand in a sentence of whoever asks, whichever side they read from themselves."""
    return apart(words, get_language_bidi())


def place_of(comment):
    """The place of a comment in such a sentence: a label of the text, then our own words."""
    place = str(comment.place)
    label = comment.entry.printed_label if comment.entry_id else ""
    return here(label) + place.removeprefix(label) if label and place.startswith(label) else here(place)


def comments_of(round, user):
    """The standing comments of `round` that `user` may read, with all that is said around them, in text order."""
    return list(with_members(Comment.objects.for_reader(user).in_round(round).standing(), round))


def on_time(comments):
    """(comments in time, comments that came late): late ones go to an Addendum, never in among the others."""
    late = [comment for comment in comments if comment.submission.minutes_late]
    return [comment for comment in comments if not comment.submission.minutes_late], late


def by_group(organisations):
    """[(group, parties in alphabetical order)] of those groups that have any."""
    parties = sorted(set(organisations), key=lambda party: party.sort_key)
    for name, categories in GROUPS:
        found = [party for party in parties if party.category in categories]
        if found:
            yield str(name), found


def say_comment(paper, comment, indent=0):
    """A comment as it was received: place and number, what it proposes as a redline, what it explains."""
    head = place_of(comment)
    if not comment.question_id:
        head += f" ({comment.get_type_display()}, {comment.get_stance_display()})"
    if comment.channel == comment.Channel.ORAL:
        head += f", {comment.get_channel_display()}"
    paper.say(Run(f"{here(comment.number)}  ", "strong"), Run(head, "em"), indent=indent, leads=True)
    if comment.proposes:
        language = comment.entry.language if comment.entry_id else comment.language
        paper.say(*redlined(comment.ops), indent=indent + 1, language=language)
    elif comment.quote:
        paper.say(f"“{comment.quote}”", indent=indent + 1, language=comment.entry.language)
    for line in filter(None, comment.explanation.split("\n")):
        paper.say(line, indent=indent + 1, language=comment.language)


def say_answer(paper, comment, indent=0):
    """The answer to a comment, as far as the reader may see one, with the words it changed."""
    if comment.answer is None:
        return
    outcome = capfirst(str(comment.answer.get_outcome_display()))
    paper.say(Run(f"{outcome}. ", "strong"), Run(here(comment.answer.reason)), indent=indent)
    if since := comment.answer.being_reconsidered_since:
        words = _("Being reconsidered since %(day)s.") % {"day": moments.day(since)}
        paper.say(Run(words, "em"), indent=indent)
    for change in comment.changes.all():
        paper.say(Run(change.before, "del"), Run(" "), Run(change.after, "ins"), indent=indent + 1)
