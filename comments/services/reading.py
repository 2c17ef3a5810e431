"""A version as the reading page shows it: frozen words, with the counts that this reader may see."""

import secrets
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from comments.services.counting import visible_counts
from drafting.models import Version, VersionEntry
from drafting.text import numbering, participles

WARM, HOT = 1, 10  # from how many comments on a paragraph is shaded, lightly and fully
DRAWN_TEXTS_KEPT = 32


@dataclass(frozen=True)
class Line:
    """One paragraph to print: its hanging label and its words; `slot` is where its link to the comments goes."""

    label: str
    printed: str
    lead: str
    words: str
    level: int
    slug: str
    slot: str


@dataclass(frozen=True)
class Shelf:
    """One provision to print. `own` is where the count on the provision as a whole goes."""

    entry: int
    kind: str
    label: str
    printed: str
    slug: str
    heading: str
    lines: tuple
    own: str = ""


@dataclass(frozen=True)
class Slot:
    """Where a count goes: of which entry and paragraph, and the escaped HTML before and after it."""

    entry: int
    paragraph: str
    link: tuple
    is_link: bool


@dataclass(frozen=True)
class Drawn:
    """A frozen text, drawn once: what stands between the slots, the slots, and the provisions for the contents."""

    between: tuple
    slots: tuple
    shelves: tuple


def page_of(version, language, user):
    """The text of `version` as HTML for `user`, and its contents as [(Shelf, count)].

    The words are frozen, so they are drawn once a process; only the counts are put in for each reader. The
    queries do not grow with the comments.
    """
    counts = visible_counts(version, user)
    suffix = "" if language == version.language else f"?text={language}"
    drawn = _drawn(version.pk, version.sha256, version.get_absolute_url(), language, suffix)
    link, parts = _linker(counts), [drawn.between[0]]
    for slot, following in zip(drawn.slots, drawn.between[1:], strict=True):
        parts += [link(slot) if slot.is_link else _own(slot, counts), following]
    per_entry = {}
    for (entry, _paragraph), n in counts.items():
        per_entry[entry] = per_entry.get(entry, 0) + n
    contents = [(shelf, per_entry.get(shelf.entry, 0)) for shelf in drawn.shelves]
    return mark_safe("".join(parts)), contents  # every part was escaped when it was drawn


def provision_of(entry, user):
    """One provision as a Shelf, with its links drawn for `user`."""
    counts = visible_counts(entry.version, user, entry)
    link = _linker(counts)
    return shelf_of(
        entry,
        entry.version.get_absolute_url(),
        [],
        lambda slot: link(slot) if slot.is_link else _own(slot, counts),
        "" if entry.language == entry.version.language else f"?text={entry.language}",
    )


def shelf_of(entry, base, slots, draw, suffix=""):
    """An entry as a Shelf. Each place for a count is put into `slots`, and stands in the Shelf as `draw(slot)`.

    `suffix` is what an address needs to stay in the language that is read.
    """

    def slot(paragraph, path, is_link=True):
        place = f"{entry.label} {paragraph}".strip()
        address = format_html('href="{}{}/{}{}#comments"', base, entry.slug, path, suffix)
        link = (address, format_html('<span class="vh"> {}</span></a>', place))
        slots.append(Slot(entry.pk, paragraph, link, is_link))
        return draw(slots[-1])

    spans = entry.paragraphs
    # The provision as a whole has a count of its own only where each of its paragraphs has a label.
    whole = all(span.label for span in spans) and entry.provision.kind == "article"
    return Shelf(
        entry=entry.pk,
        kind=entry.provision.kind,
        label=entry.label,
        printed=entry.printed_label,
        slug=entry.slug,
        heading=entry.record.heading,
        own=slot("", "", is_link=False) if whole else "",
        lines=tuple(_line(entry, span, slot) for span in spans),
    )


@lru_cache(maxsize=DRAWN_TEXTS_KEPT)
def languages_of(pk, sha256):
    """The languages a version was frozen in, and any brought before this was asked; the hash is in the key.

    A translation may be brought afterwards: whoever shows them asks for those too.
    """
    return tuple(Version.objects.get(pk=pk).languages)


@lru_cache(maxsize=DRAWN_TEXTS_KEPT)
def _drawn(pk, sha256, address, language, suffix):
    """Drawn once for each frozen text: the hash is in the key, so that another text never answers for it."""
    entries = VersionEntry.objects.filter(version=pk, language=language).select_related("record", "provision")
    token = secrets.token_hex(16)
    slots = []
    shelves = tuple(
        shelf_of(entry, address, slots, lambda _slot: token, suffix) for entry in entries.order_by("order")
    )
    drawn = render_to_string("comments/_text.html", {"shelves": shelves, "base": address})
    return Drawn(between=tuple(drawn.split(token)), slots=tuple(slots), shelves=shelves)


def _line(entry, span, slot):
    words = span.words(entry.record.text)
    lead = participles.participle_end(words, entry.language) if entry.provision.kind == "preambular" else 0
    slug = numbering.paragraph_slug(span.label)
    return Line(
        label=span.label,
        printed=span.printed,
        lead=words[:lead],
        words=words[lead:],
        level=span.level,
        slug=slug,
        slot=slot(span.label, f"{slug}/" if slug else ""),
    )


def _linker(counts):
    """A function that draws a slot's link: for a hundred of them a page, so all but the count is ready."""
    none, some = escape(_("Comment")), escape(_("Comment (%(n)d)"))

    def link(slot):
        count = counts.get((slot.entry, slot.paragraph), 0)
        heat = 2 if count >= HOT else 1 if count >= WARM else 0
        words = some % {"n": count} if count else none
        return mark_safe(f'<a class="say" data-heat="{heat}" {slot.link[0]}>{words}{slot.link[1]}')

    return link


def _own(slot, counts):
    count = counts.get((slot.entry, ""), 0)
    return format_html(' <span class="tag accent">{}</span>', count) if count else ""
