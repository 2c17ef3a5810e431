"""The comments of a round as pages of the archive: two hundred a file, and never all of them in memory."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice

from django.template.loader import render_to_string
from lxml import html

from comments.models import Comment, Placement, Reaction
from comments.services import showing
from comments.views.listing import filtered
from compilation.handover.pages import Page, cleared, request_for
from drafting.models import Version, VersionEntry
from drafting.text.numbering import paragraph_slug

PER_FILE = 200


@dataclass
class Index:
    """Where the comments lie: {(declaration, number): file}, {(address of a place, language): file and number}, and
    {(declaration, round): its files}."""

    numbers: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """One comment as it is shown, where it falls in later versions, and what its party said to the answer."""

    shown: object
    placements: list
    reaction: Reaction | None


def rows_of(round, user):
    """The comments of `round` that its list shows `user`, in the order of the text."""
    rows = Comment.objects.for_reader(user)
    rows = filtered(rows, round.declaration, {"round": str(round.number)}, user)
    return rows.order_by(*rows.query.order_by, "pk")


def index_of(declaration, rounds, user):
    """The Index of the comments of `rounds`: numbers and places alone are held, not a word of any comment."""
    index, addresses = Index(), _addresses(declaration, user)
    for round in rounds:
        found, by_pk = rows_of(round, user).prefetch_related(None), {}
        files = index.files[declaration.slug, round.number] = []
        rows = found.values_list("pk", "shown_number", "entry", "paragraph")
        for n, (pk, number, entry, paragraph) in enumerate(rows.iterator(chunk_size=2_000)):
            if n % PER_FILE == 0:
                files.append(f"comments/{declaration.slug}/round-{round.number}/{n // PER_FILE + 1:04}.html")
            index.numbers[declaration.slug, number] = files[-1]
            by_pk[pk] = f"{files[-1]}#{number}"
            _note(index, addresses.get(entry), paragraph, by_pk[pk])
        _note_carried(index, addresses, round, by_pk)
    return index


def pages_of(round, user, files, base):
    """(Page, what it is named after) for each of `files`; the rows come a file at a time."""
    rows = rows_of(round, user).iterator(chunk_size=PER_FILE)
    versions = Version.objects.visible_to(user).filter(declaration=round.declaration_id)
    request, total = request_for(base, user), len(files)
    for n, file in enumerate(files, start=1):
        items = _items(list(islice(rows, PER_FILE)), versions, user)
        said = {"round": round, "declaration": round.declaration, "items": items, "n": n, "of": total}
        drawn = render_to_string("compilation/handover/comments.html", said, request)
        main = html.fragment_fromstring(drawn, create_parent="main")
        yield cleared(Page(file, f"{round} ({n}/{total})", main)), len(items)


def _items(comments, versions, user):
    ids = [comment.pk for comment in comments]
    placements, said = defaultdict(list), Reaction.objects.visible_to(user).filter(comment__in=ids)
    rows = Placement.objects.filter(comment__in=ids, version__in=versions).order_by("version__number")
    for row in rows.select_related(
        "version__declaration", "entry__record", "entry__provision", "entry__version__declaration"
    ):
        placements[row.comment_id].append(row)
    reactions = {row.comment_id: row for row in said}
    return [
        Item(shown, placements[shown.comment.pk], reactions.get(shown.comment.pk))
        for shown in showing.show(comments)
    ]


def _addresses(declaration, user):
    """{entry: (address of its provision, language where it is not the original's)}."""
    entries = VersionEntry.objects.visible_to(user).filter(version__declaration=declaration)
    rows = entries.order_by().values_list("pk", "version__number", "slug", "language", "version__language")
    base = f"{declaration.get_absolute_url()}versions/"
    return {
        pk: (f"{base}{number}/{slug}/", "" if language == original else language)
        for pk, number, slug, language, original in rows.iterator(chunk_size=2_000)
    }


def _note(index, place, paragraph, target):
    if place is None:
        return
    address, language = place
    slug = paragraph_slug(paragraph)
    index.places.setdefault((f"{address}{slug}/" if slug else address, language), target)
    index.places.setdefault((address, language), target)


def _note_carried(index, addresses, round, by_pk):
    """Places to which comments were carried: their first one leads on."""
    carried = Placement.objects.filter(comment__round=round, entry__isnull=False).order_by("entry", "comment")
    for entry, paragraph, pk in carried.values_list("entry", "paragraph", "comment").iterator():
        if pk in by_pk:
            _note(index, addresses.get(entry), paragraph, by_pk[pk])
