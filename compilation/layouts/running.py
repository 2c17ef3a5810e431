"""Running text: each provision with every proposal in it, in brackets that name who asks for it."""

from django.utils.translation import gettext as _

from comments.services import proposals, showing
from compilation.layouts.parts import comments_of, paper_of, party_name
from compilation.layouts.provision import head_of
from compilation.papers import Run
from drafting.text import running


def paper(round, user, now):
    """The running text of `round` from the proposals that `user` may read, with a reading of every bracket."""
    made = paper_of(round, _("Running text: %(round)s") % {"round": round}, now)
    made.say(
        _("(words — X): insertion proposed by X. [words — X]: existing words that X wants out."), number="1."
    )
    comments = [comment for comment in comments_of(round, user) if comment.proposes and comment.entry_id]
    for entry in round.version.entries.for_list().in_language(round.version.language):
        edits = edits_at(entry, [comment for comment in comments if comment.entry_id == entry.pk])
        made.heading(head_of(entry))
        made.say(running.build(entry.text, edits), language=entry.language)
        for edit in sorted(edits, key=lambda each: (each.start, each.end)):
            made.say(Run(reading_of(edit, entry.text), "em"), indent=1)
    return made


def edits_at(entry, comments):
    """The Edits that the proposals of `comments` ask for in the text of `entry`, parties together."""
    edits = []
    for group in proposals.grouped(showing.show(comments)):
        first = group.first.comment
        parties = [party_name(each.comment) for each in group.shown]
        start = group.anchor[1]
        edits += running.edits_of(first.base_words, first.proposed_text, parties, start)
    return edits


def reading_of(edit, base):
    """One sentence: who would insert or delete which words, and where."""
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
