"""A budget of words: what fits is printed by rule, and what does not is named."""

from compilation.papers import Paragraph, words_of

# Kept for the paragraph that says what was left out: a number of a comment is one word.
RESERVED = 60


def fill(made, said, budget):
    """Put proposals, then explanations, under the provisions of `made` as far as `budget` words allow.

    Explanations get equal shares a party, the shortest first. Returns the comments of which something was left out.
    """
    room = None if budget is None else budget - made.words - RESERVED - len(said.comments)
    chosen, cut = {}, []
    for comment, runs in said.proposals():
        room = _take(chosen, cut, comment, runs, room)
    for comment, runs in _in_shares(list(said.explanations()), room, cut):
        chosen.setdefault(comment.pk, []).append(Paragraph(runs, indent=1, language=comment.language))
    _put(made, said, chosen)
    return cut


def _take(chosen, cut, comment, runs, room):
    paragraph = Paragraph(runs)
    cost = words_of(paragraph)
    if room is not None and cost > room:
        cut.append(comment)
        return room
    chosen.setdefault(comment.pk, []).append(paragraph)
    return None if room is None else room - cost


def _in_shares(explanations, room, cut):
    """The explanations that fit: each party in turn gets its shortest one, until the words are used up."""
    if room is None:
        return explanations
    waiting = {}
    for comment, runs in sorted(explanations, key=lambda each: words_of(Paragraph(each[1]))):
        waiting.setdefault(comment.organisation_id, []).append((comment, runs))
    share = room // max(1, len(waiting))
    taken = []
    for theirs in waiting.values():
        left = share
        for comment, runs in theirs:
            cost = words_of(Paragraph(runs))
            if cost <= left:
                taken.append((comment, runs))
                left -= cost
            else:
                cut.append(comment)
    return sorted(taken, key=lambda each: explanations.index(each))


def _put(made, said, chosen):
    """Insert what was chosen behind the positions on its provision, from the end so that places stay right."""
    for comment in reversed(said.comments):
        for paragraph in reversed(chosen.get(comment.pk, [])):
            made.blocks.insert(said.places[comment.pk], paragraph)
