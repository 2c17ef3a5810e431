"""The traceability matrix: every provision, what it rests on, and which comments changed it; and the gaps."""

from dataclasses import dataclass, field

from django.db.models import Count

from comments.models import Comment
from comments.services.road import changes_to
from drafting import services as drafting
from drafting.models import Basis, VersionEntry
from drafting.models.bases import TARGETS
from drafting.text import numbering
from mandate import services as mandates
from mandate.models import Activity, Consideration, Source


@dataclass
class Row:
    """One provision: [Basis] by kind, how many comments the reader may see on it, and those that changed it."""

    provision: object
    label: str
    heading: str
    bases: dict = field(default_factory=lambda: {name: [] for name in TARGETS})
    comments: int = 0
    changed_by: list = field(default_factory=list)

    @property
    def has_basis(self):
        return any(self.bases.values())


@dataclass(frozen=True)
class Matrix:
    rows: list
    unreflected: list

    @property
    def without_basis(self):
        return [row for row in self.rows if not row.has_basis]


# What says something; titles, Parts and opening words rest on nothing.
KINDS = ("preambular", "article")


def matrix(declaration, user):
    """The Matrix of the text that `user` reads now. Seven queries, however many provisions and comments."""
    text = [item for item in drafting.text_shown(declaration, user) if item[0].kind in KINDS]
    rows = {
        provision.pk: Row(provision, numbering.printed_label(label, declaration.language) or label, heading)
        for provision, label, heading in text
    }
    for basis in Basis.objects.visible_to(user).standing().filter(provision__in=rows).for_list():
        rows[basis.provision_id].bases[basis.kind].append(basis)
    comments = Comment.objects.visible_to(user).standing().filter(entry__provision__in=rows)
    # A plain count: the joins by which rows are seen would count one comment twice.
    counted = Comment.objects.filter(pk__in=comments.values("pk")).values("entry__provision")
    for found in counted.annotate(n=Count("pk")).order_by():
        rows[found["entry__provision"]].comments = found["n"]
    for change in changes_to(list(rows), user):
        row = rows[change.record.provision_id]
        if change.comment not in row.changed_by:
            row.changed_by.append(change.comment)
    considerations = list(declaration.mandate.considerations.select_related("mandate"))
    return Matrix(
        list(rows.values()), drafting.unreflected(declaration.mandate, considerations, "consideration")
    )


def unregistered(user):
    """{symbol: [(words, address), …]} of the symbols cited in what `user` may read and registered by nobody."""
    return mandates.cited_unregistered(_cited_texts(user))


def _cited_texts(user):
    for source in Source.objects.filter(summary__contains="/"):
        yield (str(source), source.get_absolute_url()), source.summary
    for row in Activity.objects.select_related("mandate"):
        yield (str(row), row.get_absolute_url()), f"{row.summary}\n{row.programme}"
    for row in Consideration.objects.filter(text__contains="/").select_related("mandate"):
        yield (str(row), row.get_absolute_url()), row.text
    entries = VersionEntry.objects.visible_to(user).filter(record__text__contains="/")
    for entry in entries.select_related("version__declaration", "record"):
        yield (str(entry), entry.get_absolute_url()), entry.record.text
    comments = Comment.objects.visible_to(user).standing().filter(explanation__contains="/")
    for comment in comments.select_related("round__declaration"):
        comment.named_to(user)
        yield (comment.number, comment.get_absolute_url()), comment.explanation
