"""The drafter's desk: what one screen shows of the comments on one provision, however many there are."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db.models import Count, Q

from comments.models import Cause, Comment
from comments.services import earlier, likeness, proposals, showing
from drafting.text import anchors

GROUPS_ON_A_PAGE = 20
# Of a proposal that hundreds make, so many are drawn; the others are named and counted.
DRAWN_OF_A_GROUP = 4

UNDECIDED = Q(response__isnull=False, response__decided_at=None)
STATES = {
    "unanswered": Q(response=None),
    "proposed": UNDECIDED,
    "decided": Q(response__decided_at__isnull=False, response__published_at=None),
    "published": Q(response__published_at__isnull=False),
}


@dataclass
class Screen:
    """One page of proposals with what stands around them, and what is missing on the whole provision."""

    page: object
    groups: list
    conflicting: set
    all: int
    unanswered: int
    undecided: int
    alike: list = field(default_factory=list)
    words: object = None
    earlier: list = field(default_factory=list)  # on the chosen words, whoever asks for them now


def on_provision(round, uid, user):
    """The standing comments of `round` on the provision `uid`, or on the text as a whole, as `user` may see them."""
    place = Q(entry__provision__uid=uid) if uid else Q(entry=None, question=None)
    return Comment.objects.visible_to(user).named_for(user).in_round(round).standing().filter(place)


def chosen_by(comments, asked):
    """`comments` narrowed to what the filters ask for: a dict of those that are set."""
    plain = {"type": "type", "stance": "stance", "weight": "weight", "category": "organisation__category"}
    plain |= {"regional_group": "organisation__regional_group", "cause": "causes__code"}
    comments = comments.filter(
        **{plain[name]: value for name, value in asked.items() if name in plain and value}
    )
    return comments.filter(STATES[asked["state"]]) if asked.get("state") else comments


def screen(round, provision, user, asked, number):
    """The Screen of `provision` (None: the text as a whole) in `round`; `asked` are the filters, `words` among them."""
    uid = provision.uid if provision else None
    found = proposals.glances(chosen_by(on_provision(round, uid, user), asked))
    for each in found:
        each.comment.round = round  # its addresses name the declaration
    groups = proposals.grouped(found, proposals.carried_to(round.version, [each.comment for each in found]))
    words = _words(round, provision, asked.get("words", ""))
    if words and words.spans:
        groups = [group for group in groups if _touches(group.anchor, words.spans)]
    page = Paginator(groups, GROUPS_ON_A_PAGE).get_page(number)
    _draw(page.object_list, user)
    before = earlier.asked_before(round, provision, user) if provision else []
    for group in page.object_list:
        group.earlier = earlier.on_words(before, *group.anchor[1:])
    touching = proposals.conflicting(groups)
    return Screen(
        page=page,
        groups=[
            (group, index in touching) for index, group in enumerate(page.object_list, page.start_index() - 1)
        ],
        conflicting=touching,
        all=len(found),
        unanswered=sum(each.response is None for each in found),
        undecided=sum(bool(each.response and not each.response.is_decided) for each in found),
        alike=_alike(found),
        words=words,
        earlier=_on_chosen(before, words),
    )


def by_provision(round):
    """{provision id: counts} of the standing comments of `round`, in one query."""
    standing = Comment.objects.in_round(round).standing().filter(entry__isnull=False).order_by()
    rows = standing.values("entry__provision").annotate(
        all=Count("pk"),
        unanswered=Count("pk", filter=Q(response=None)),
        undecided=Count("pk", filter=UNDECIDED),
    )
    return {row["entry__provision"]: row for row in rows}


def _draw(groups, user):
    """Fetch whole what the page draws: the first few of each group, in one go."""
    wanted = [each.comment.pk for group in groups for each in group.shown[:DRAWN_OF_A_GROUP]]
    comments = Comment.objects.for_reader(user).filter(pk__in=wanted).prefetch_related("causes")
    shown = {each.comment.pk: each for each in showing.show(comments)}
    for group in groups:
        group.full = [shown[each.comment.pk] for each in group.shown[:DRAWN_OF_A_GROUP]]


def _alike(found):
    """Clusters of comments in different proposals, or none, whose explanations are nearly the same words."""
    by_ref = {each.comment.ref: each.comment for each in found}
    clusters = likeness.alike({ref: comment.explanation for ref, comment in by_ref.items()})
    return [[by_ref[ref] for ref in refs] for refs in clusters]


def _words(round, provision, quote):
    """Where the chosen words stand in the text of the round; None where no words were chosen."""
    if not quote.strip() or provision is None or round.version_id is None:
        return None
    entry = round.version.entries.filter(provision=provision, language=round.version.language).first()
    return anchors.locate(entry.text, quote) if entry else None


def _on_chosen(before, words):
    spans = words.spans if words else ()
    found = {each.pk: each for start, end in spans for each in earlier.on_words(before, start, end)}
    return list(found.values())


def _touches(anchor, spans):
    return any(start < anchor[2] and anchor[1] < end for start, end in spans)


def causes_of(round):
    """[(code, label, count)] of the cause codes given in `round`, most frequent first."""
    rows = Cause.objects.filter(comment__round=round).order_by().values_list("code").annotate(n=Count("pk"))
    return [(code, Cause.Code(code).label, n) for code, n in sorted(rows, key=lambda row: (-row[1], row[0]))]
