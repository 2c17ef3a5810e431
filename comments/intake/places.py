"""The places of a version as offline forms name them: counted through, by label, and by words."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from drafting.text import anchors

EXACTLY, BY_WORDING, OPEN = "placed", "by_wording", "to_place"
WHOLE = {
    *("general", "general comments", "general comment", "whole text", "whole document", "ge", "all"),
    *("général", "généralités", "ensemble du texte", "observations générales", "commentaires généraux"),
    *("todo el texto", "comentarios generales", "observaciones generales", "عام", "النص كله", "النص بأكمله"),
    *("تعليقات عامة", "ملاحظات عامة", "в целом", "весь текст", "общие замечания", "общие комментарии"),
    *("全文", "总体", "一般", "总体意见", "一般性意见", "一般评论", "0"),
}
# Words around a number that say only what kind of number it is.
_KINDS = re.compile(
    r"\b(?:article|articulo|artículo|art|clause|section|paragraphe|paragraph|paras?|párrafo|subparagraph|sub|alinéa"
    r"|inciso|статья|ст|пункт|подпункт|and|of|no)\b\.?|المادة|الفقرة|第|条|段|款"
)
_PARTS = re.compile(r"\d+|[^\W\d_]+")
LIKELY, SURELY = 72, 88


@dataclass(frozen=True)
class Place:
    """One paragraph of a version, or a whole provision (`paragraph` ""): its entry, its words, its running number."""

    number: int
    entry: object
    paragraph: str
    words: str

    @property
    def name(self):
        label = self.entry.printed_label or str(self.entry.provision.get_kind_display())
        return f"{label}, {self.paragraph}" if self.paragraph else label

    @property
    def address(self):
        """As one types it: "article-2", "article-2/1"."""
        return f"{self.entry.slug}/{self.paragraph}" if self.paragraph else self.entry.slug


def places_of(entries):
    """Every paragraph of `entries` (with record and provision, in order), counted through from 1."""
    places = []
    for entry in entries:
        for line in entry.lines:
            if line["words"].strip():
                places.append(Place(len(places) + 1, entry, line["label"], line["words"].strip()))
    return places


def head_lines(entry):
    """How the head of a provision may stand in a document: "Article 2. Duties", "Article 2", "Duties"."""
    label = entry.printed_label
    return {
        line for line in (f"{label}. {entry.heading}", label, f"{label}.", entry.heading) if line.strip(". ")
    }


class Finder:
    """Finds the place of a row: by hidden key, then label, then words; else the row waits to be placed."""

    def __init__(self, entries):
        self.entries = list(entries)
        self.places = places_of(self.entries)
        self.by_uid = {str(entry.provision.uid): entry for entry in self.entries}
        self.heads = {line for entry in self.entries for line in head_lines(entry)}
        self.by_parts = {}
        for entry in self.entries:
            self.by_parts.setdefault(_parts(entry.label), (entry, ""))
            self.by_parts.setdefault(_parts(entry.printed_label), (entry, ""))
        for place in self.places:
            if place.paragraph:
                self.by_parts.setdefault(
                    _parts(place.entry.label) + _parts(place.paragraph), (place.entry, place.paragraph)
                )

    def of_row(self, row):
        """(entry or None, paragraph, how) of a form's row; how is OPEN where the file does not say enough."""
        found = self._by_key(row.key) or self._by_label(row) or self._by_words(row)
        return found or (None, "", OPEN)

    def of_paragraph(self, row):
        """The same for a paragraph of our text that came back in Word."""
        found = self._by_key(row.key)
        words = row.get("before") or row.get("after")
        return found or self._like(words) or (None, "", OPEN)

    def likely(self, words, most=3):
        """The places whose words are most like `words`, best first."""
        scored = [
            (fuzz.partial_ratio(words[:400], place.words), -place.number, place) for place in self.places
        ]
        scored.sort(key=lambda each: each[:2], reverse=True)
        return [place for _score, _n, place in scored[:most]]

    def _by_key(self, key):
        if key is None:
            return None
        if key.uid is None:
            return None, "", EXACTLY
        entry = self.by_uid.get(key.uid)
        if entry is None:
            return None
        known = not key.paragraph or entry.paragraph(key.paragraph)
        return entry, key.paragraph if known else "", EXACTLY

    def _by_label(self, row):
        clause, paragraph = row.get("clause"), row.get("paragraph")
        # The IPCC sheet counts in lines; ours has no pages and counts its paragraphs there.
        counted = row.get("nth") or (row.get("line") if row.get("page") == "0" else "")
        nth = counted.strip("[]() ")
        if nth.isdigit() and 0 < int(nth) <= len(self.places):
            place = self.places[int(nth) - 1]
            return place.entry, place.paragraph, EXACTLY
        if clause.strip(" .:").casefold() in WHOLE or row.get("nth").casefold() in WHOLE:
            return None, "", EXACTLY
        if not clause:
            return None
        if not _parts(clause):
            return None
        exact = self.by_parts.get(_parts(clause) + _parts(paragraph))
        if exact:
            return *exact, EXACTLY
        outer = self.by_parts.get(_parts(clause))
        return (*outer, EXACTLY) if outer else None

    def _by_words(self, row):
        quotes = [row.get("quote"), *_quoted(row.get("comment")), *_quoted(row.get("proposed"))]
        for quote in quotes:
            if len(quote.split()) < 3 and len(quote) < 12:
                continue
            hits = [(entry, anchors.locate(entry.text, quote)) for entry in self.entries]
            hits = [(entry, found) for entry, found in hits if found.status == "found"]
            if len(hits) == 1:
                entry, found = hits[0]
                start, _end = found.spans[0]
                label = next((p.label for p in entry.paragraphs if p.start <= start < p.end), "")
                return entry, label, BY_WORDING
        return self._like(row.get("quote")) if row.get("quote") else None

    def _like(self, words):
        plain = " ".join(words.split())
        for place in self.places:
            if plain and plain in (" ".join(place.words.split()), place.paragraph):
                return place.entry, place.paragraph, EXACTLY
        if len(plain) < 12:
            return None
        scored = [(fuzz.ratio(plain, place.words), place) for place in self.places]
        scored.sort(key=lambda each: -each[0])
        best, place = scored[0] if scored else (0, None)
        next_best = scored[1][0] if len(scored) > 1 else 0
        if best >= SURELY or (best >= LIKELY and best - next_best > 10):
            return place.entry, place.paragraph, BY_WORDING
        return None


def _parts(label):
    """A label as its bare parts: "Art. 4, para. 2 (a)" and "4.2(a)" are both ("4", "2", "a")."""
    plain = _KINDS.sub(" ", label.casefold().translate(_DIGITS))
    return tuple(_PARTS.findall(plain))


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def _quoted(text):
    return re.findall(r"[“«\"„]([^”»\"“„]{6,400})[”»\"“]", text)
