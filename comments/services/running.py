"""Running text: a text with every supported proposal in attributed brackets, and the others parked beside it."""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from comments import permissions
from comments.models import Comment
from comments.services import proposals, showing
from comments.services.saying import sentences_of
from drafting.text import numbering, running, tokens
from stakeholders.models import Belonging

# Who asks for the same words, and stands behind them: not those that dissociate, and not bodies that only support.
BEHIND = ("co_sponsor", "align")


@dataclass
class Running:
    """One provision with its brackets: the text, an Edit for each bracket in it, the proposals, and what is parked."""

    entry: object
    text: str
    edits: list
    options: list = field(default_factory=list)  # the proposals that entered, as Groups
    parked: list = field(default_factory=list)
    before: int | None = None  # brackets open in it in the round before

    @property
    def brackets(self):
        """How many brackets are open in it."""
        return len(self.edits)

    @property
    def readings(self):
        """One sentence for each bracket, two for one where the same parties take words out and put others in."""
        return list(_readings(self.edits, self.entry.text))

    @property
    def in_verbs(self):
        """[(Group, parties, place, sentences)] of each proposal, in the four verbs of compilations."""
        return [
            (
                group,
                ", ".join(supporters(group)),
                group.first.comment.place,
                sentences_of(group.first.comment),
            )
            for group in self.options
        ]

    @property
    def alternatives(self):
        """[[Alternative]] for each paragraph that has any: as circulated under its number, then bis, ter …"""
        return _alternatives(self.entry, self.options)


@dataclass(frozen=True)
class Alternative:
    """One way for a paragraph to read, under a number that the machine gives; nobody asks for it as it stands."""

    label: str
    words: str
    parties: str = ""
    numbers: tuple = ()


def may_read(round, user):
    """The running text is an internal working paper, unless the round says that its recipients read it."""
    if permissions.may_see_all_submissions(user):
        return True
    if not round.running_is_shown or not round.is_revealed or not user.is_authenticated:
        return False
    return round.recipients.of(user).exists()


def running_texts(round, user):
    """The Running of every provision of the version of `round` from the proposals that `user` may read, in order.

    A proposal enters only when it is supported by as many parties as the round announced, or by one group; what does
    not is parked: shown with its count, never lost.
    """
    comments = Comment.objects.for_reader(user).in_round(round).standing().filter(proposes=True)
    comments = list(showing.with_members(comments, round))
    groups = set(Belonging.objects.values_list("group", flat=True))
    by_entry = {}
    for comment in comments:
        by_entry.setdefault(comment.entry_id, []).append(comment)
    entries = round.version.entries.for_list().in_language(round.version.language)
    return [_running(entry, by_entry.get(entry.pk, []), round.support_needed, groups) for entry in entries]


def edits_of(groups):
    """The Edits that `groups` of proposals ask for, parties together, places being those of the frozen text."""
    edits = []
    for group in groups:
        first = group.first.comment
        parties = supporters(group)
        edits += running.edits_of(first.base_words, first.proposed_text, parties, group.anchor[1])
    return edits


def supporters(group):
    """The names of those that stand behind a proposal, each once: who made it, co-sponsored or aligned."""
    found = []
    for each in group.shown:
        stands = [stand.organisation.short_name for stand in each.endorsements if stand.kind in BEHIND]
        found += [name for name in (showing.party_name(each.comment), *stands) if name not in found]
    return found


def _readings(edits, base):
    """Who would insert, delete or replace which words, and where."""
    edits = list(edits)
    while edits:
        edit = edits.pop(0)
        new = next(
            (
                e
                for e in edits
                if edit.deletes and (e.start, e.end, e.parties) == (edit.end, edit.end, edit.parties)
            ),
            None,
        )
        if new:
            edits.remove(new)
        yield _reading(edit, new, _context(base, edit.start))


def _reading(edit, new, before):
    said = {"parties": ", ".join(edit.parties), "words": edit.words.strip(), "before": before}
    if new:
        said["new"] = new.words.strip()
        if before:
            return _("%(parties)s would replace “%(words)s” with “%(new)s” after “%(before)s”.") % said
        return _("%(parties)s would replace “%(words)s” with “%(new)s” at the beginning.") % said
    if edit.deletes:
        if before:
            return _("%(parties)s would delete “%(words)s” after “%(before)s”.") % said
        return _("%(parties)s would delete “%(words)s” at the beginning.") % said
    if before:
        return _("%(parties)s would insert “%(words)s” after “%(before)s”.") % said
    return _("%(parties)s would insert “%(words)s” at the beginning.") % said


def _context(base, at):
    """The last words before `at` in its own paragraph, its number among them."""
    return " ".join(base[:at].rpartition("\n")[2].split()[-4:])


def _alternatives(entry, groups):
    by_place = {}
    for group in groups:
        _entry, start, end = group.anchor
        inside = next((p for p in entry.paragraphs if p.start <= start and end <= p.end), None)
        by_place.setdefault(inside, []).append(group)
    return [_of_place(entry, place, found) for place, found in by_place.items()]


def _of_place(entry, place, groups):
    label = (place.label if place else "") or entry.label
    body, words = (place.body, place.words(entry.text)) if place else (0, entry.text)
    found = [Alternative(label, words)]
    for times, group in enumerate(groups, start=2):
        comment, start = group.first.comment, group.anchor[1] - body
        reads = words[:start] + comment.proposed_text + words[start + len(comment.base_words) :]
        bis = f"{label} {numbering.latin_ordinal(times)}"
        found.append(Alternative(bis, reads, ", ".join(supporters(group)), tuple(group.numbers)))
    return found


def brackets_by_party(texts):
    """[(party, open brackets)] over all `texts`, most first."""
    count = Counter(party for each in texts for edit in each.edits for party in set(edit.parties))
    return sorted(count.items(), key=lambda row: (-row[1], row[0]))


def since_before(texts, round, user):
    """Tell each of `texts` how many brackets it had in the round before; return (their total, {party: n}).

    (None, {}) where there was no round before, or none that `user` may read.
    """
    earlier = round.declaration.rounds.filter(number__lt=round.number, version__isnull=False)
    earlier = earlier.select_related("version", "declaration").order_by("-number").first()
    if earlier is None or not may_read(earlier, user):
        return None, {}
    found = running_texts(earlier, user)
    open_then = {each.entry.provision_id: each.brackets for each in found}
    for each in texts:
        each.before = open_then.get(each.entry.provision_id, 0)
    return sum(open_then.values()), dict(brackets_by_party(found))


def dropped_words(proposed, merged):
    """The words of the `proposed` texts that `merged` has no longer, in their order, each as often as it is missing."""
    kept, missing, dropped = Counter(_words(merged)), Counter(), []
    for text in proposed:
        seen = Counter()
        for word in _words(text):
            seen[word] += 1
            if seen[word] > kept[word] + missing[word]:
                missing[word] += 1
                dropped.append(word)
    return dropped


def _running(entry, comments, needed, groups):
    found = proposals.grouped(showing.show(comments))
    entering = [group for group in found if _enters(group, needed, groups)]
    parked = [group for group in found if group not in entering]
    edits = edits_of(entering)
    printed = running.as_printed(entry.text, edits)
    return Running(entry, running.build(entry.text, edits), printed, entering, parked)


def _enters(group, needed, groups):
    """Counted as parties are counted everywhere: a group as its members, nobody twice."""
    behind = set().union(
        *(showing.standing_behind(each.comment, each.endorsements, each.members) for each in group.shown)
    )
    return len(behind) >= needed or any(each.comment.organisation_id in groups for each in group.shown)


def _words(text):
    return [word.casefold() for word in re.findall(r"[\w’'-]+", tokens.normalise(text).text)]
