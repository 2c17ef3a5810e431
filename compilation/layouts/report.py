"""The report to the Council: who took part, what was said, what changed and why, and what was not taken."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from circulation.models import Recipient
from comments.models import Outcome
from comments.services import letters
from comments.services.saying import sentences_of
from comments.services.showing import party_name
from compilation.layouts.budget import fill
from compilation.layouts.parts import by_group, comments_of, here, paper_of, place_of
from compilation.layouts.provision import head_of
from compilation.papers import Run
from drafting.models import Kind
from stakeholders import moments

TAKEN = (Outcome.ACCEPTED, Outcome.MODIFIED, Outcome.PARTLY, Outcome.ELSEWHERE)


def paper(round, user, now, budget=None):
    """The report on `round` from what `user` may read, of at most `budget` words (None: in full).

    Filled by rule: every party's name and stance on each provision first, then each proposal in the four verbs,
    then explanations in equal shares of words a party, the shortest first. What is cut is listed by number.
    """
    made = paper_of(round, _("Report on the comments received: %(round)s") % {"round": round}, now)
    comments = comments_of(round, user)
    _introduction(made, round)
    _participation(made, round, comments)
    said = _Said(made, round, comments)
    said.positions()
    _changes(made, round, comments)
    _not_taken(made, comments)
    _sustained(made, round, user)
    _annex(made, round)
    cut = fill(made, said, budget)
    if budget is not None:
        _account(made, round, budget, cut)
    return made


def _introduction(made, round):
    made.heading(_("Introduction and method"))
    made.say_next(
        _("The %(text)s was circulated from %(opens)s until %(closes)s.")
        % {
            "text": round.version.full_name,
            "opens": moments.in_geneva(round.opens_at),
            "closes": moments.in_geneva(round.closes_at),
        },
    )
    made.say_next(
        _(
            "Each comment has a number that does not change, and was answered with an outcome and a reason. "
            "The full record can be consulted under those numbers."
        )
    )
    for extension in round.extensions.filter(recipient=None):
        made.say_next(
            _("The closing time was extended until %(closes)s: %(reason)s (%(authority)s).")
            % {
                "closes": moments.in_geneva(extension.closes_at),
                "reason": extension.reason,
                "authority": extension.authority,
            }
        )


def _participation(made, round, comments):
    made.heading(_("Participation"))
    count = Recipient.objects.filter(round=round).count()
    made.say_next(
        ngettext("The text went to %(n)s party.", "The text went to %(n)s parties.", count) % {"n": count}
    )
    for group, parties in by_group(comment.party for comment in comments):
        names = ", ".join(party.short_name for party in parties)
        made.say(Run(f"{group} ({len(parties)}): ", "strong"), Run(names), indent=1)


class _Said:
    """What was said, by provision and by whom: positions now, proposals and explanations as the budget allows."""

    def __init__(self, made, round, comments):
        self.made, self.round, self.comments = made, round, comments
        self.places = {}

    def positions(self):
        """Every party's name and stance on each provision: never cut."""
        self.made.heading(_("What was said, by provision and by whom"))
        for head, comments in self._by_place():
            self.made.heading(head, 2)
            stances = {}
            for comment in comments:
                names = stances.setdefault(str(comment.get_stance_display()), [])
                if party_name(comment) not in names:
                    names.append(party_name(comment))
            for stance, names in stances.items():
                self.made.say(Run(f"{capfirst(stance)}: ", "strong"), Run(", ".join(names)))
            for comment in comments:
                self.places[comment.pk] = len(self.made.blocks)

    def proposals(self):
        """(comment, paragraphs as runs) of what each comment proposes, in text order."""
        for comment in self.comments:
            if comment.proposes:
                said = "; ".join(sentences_of(comment))
                words = f"{place_of(comment)}: {said} " + here(f"[{comment.number}]")
                yield comment, (Run(f"{here(party_name(comment))}: ", "strong"), Run(words))

    def explanations(self):
        """(comment, runs) of what each comment explains."""
        for comment in self.comments:
            if comment.explanation.strip():
                words = f"{comment.explanation} [{comment.number}]"
                yield comment, (Run(f"{party_name(comment)}: ", "strong"), Run(words))

    def _by_place(self):
        general = [comment for comment in self.comments if comment.entry_id is None]
        if general:
            yield _("The text as a whole"), general
        for entry in self.round.version.entries.for_list().in_language(self.round.version.language):
            here = [comment for comment in self.comments if comment.entry_id == entry.pk]
            if here:
                yield head_of(entry), here


def _changes(made, round, comments):
    made.heading(_("What changed, and why"))
    changed = [comment for comment in comments if comment.answer and comment.answer.outcome in TAKEN]
    for comment in changed:
        for change in comment.changes.all():
            who = f"{place_of(comment)} ({here(party_name(comment))}, {here(comment.number)}): "
            words = (Run(change.before, "del"), Run(" "), Run(change.after, "ins"))
            made.say_next(Run(who, "strong"), *words, Run(f". {here(comment.answer.reason)}"))
    if not changed:
        made.say(_("No comment has led to a change that may be shown yet."))


def _sustained(made, round, user):
    """Concerns that parties hold to, in their own words: no budget cuts a State's."""
    found = letters.sustained(round, user)
    if not found:
        return
    made.heading(_("Sustained concerns"))
    for comment, reaction in found:
        who = f"{party_name(comment)}, {comment.place} [{comment.number}]: "
        made.say_next(Run(who, "strong"), Run(reaction.words), language=comment.language)


def _not_taken(made, comments):
    made.heading(_("What was not taken"))
    for comment in comments:
        if comment.answer and comment.answer.outcome in (
            Outcome.NOT_ACCEPTED,
            Outcome.OUT_OF_SCOPE,
            Outcome.DEFERRED,
        ):
            outcome = capfirst(str(comment.answer.get_outcome_display()))
            who = f"{place_of(comment)} ({here(party_name(comment))}, {here(comment.number)}): "
            made.say_next(Run(who, "strong"), Run(f"{outcome}. {here(comment.answer.reason)}"))


def _annex(made, round):
    made.heading(_("Annex: the text that was circulated"))
    for entry in round.version.entries.for_list().in_language(round.version.language):
        # "PP1" is what delegates say, and is never printed in the text itself.
        if entry.kind in (Kind.PART, Kind.ARTICLE):
            made.heading(head_of(entry), 2)
        for line in entry.lines:
            made.say(line["words"], number=line["printed"], indent=line["level"], language=entry.language)


def _account(made, round, budget, cut):
    made.heading(_("What this report leaves out"))
    made.say(
        _("This report keeps to %(budget)s words; it has %(words)s before this paragraph.")
        % {"budget": budget, "words": made.words}
    )
    if not cut:
        made.say(_("Nothing was left out."))
        return
    numbers = ", ".join(sorted({comment.number for comment in cut}))
    made.say(
        _("Left out here and printed in full in Add.1, under their numbers: %(numbers)s.")
        % {"numbers": numbers}
    )
