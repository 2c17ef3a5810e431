"""Running text: a text with every supported proposal in attributed brackets, and the others parked beside it."""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from comments import permissions
from comments.models import Comment
from comments.services import proposals, showing
from drafting.text import running, tokens
from stakeholders.models import Belonging

# Who asks for the same words, and stands behind them: not those that dissociate, and not bodies that only support.
BEHIND = ("co_sponsor", "align")


@dataclass
class Running:
    """One provision with its brackets: the text, the Edits in it, the proposals as options, and what is parked."""

    entry: object
    text: str
    edits: list
    options: list = field(default_factory=list)
    parked: list = field(default_factory=list)

    @property
    def brackets(self):
        """How many brackets are open in it."""
        return len(self.edits)


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


def reading_of(edit, base):
    """One sentence for a bracket: who would insert or delete which words, and where."""
    parties = ", ".join(edit.parties)
    if edit.deletes:
        return _("%(parties)s would delete “%(words)s”.") % {"parties": parties, "words": edit.words.strip()}
    before = " ".join(base[: edit.start].split()[-4:])
    if not before:
        return _("%(parties)s would insert “%(words)s” at the beginning.") % {
            "parties": parties,
            "words": edit.words.strip(),
        }
    return _("%(parties)s would insert “%(words)s” after “%(before)s”.") % {
        "parties": parties,
        "words": edit.words.strip(),
        "before": before,
    }


def brackets_by_party(texts):
    """[(party, open brackets)] over all `texts`, most first."""
    count = Counter(party for each in texts for edit in each.edits for party in set(edit.parties))
    return sorted(count.items(), key=lambda row: (-row[1], row[0]))


def brackets_before(round, user):
    """How many brackets were open in the round before this one, or None where there was none to read."""
    earlier = round.declaration.rounds.filter(number__lt=round.number, version__isnull=False)
    earlier = earlier.select_related("version", "declaration").order_by("-number").first()
    if earlier is None or not may_read(earlier, user):
        return None
    return sum(each.brackets for each in running_texts(earlier, user))


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
    edits = sorted(edits_of(entering), key=lambda edit: (edit.start, edit.end))
    return Running(entry, running.build(entry.text, edits), edits, entering, parked)


def _enters(group, needed, groups):
    """Counted as parties are counted everywhere: a group as its members, nobody twice."""
    behind = set().union(
        *(showing.standing_behind(each.comment, each.endorsements, each.members) for each in group.shown)
    )
    return len(behind) >= needed or any(each.comment.organisation_id in groups for each in group.shown)


def _words(text):
    return [word.casefold() for word in re.findall(r"[\w’'-]+", tokens.normalise(text).text)]
