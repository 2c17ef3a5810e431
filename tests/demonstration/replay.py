"""The demonstration's content as read from its files, and its edits replayed on plain words."""

import json
from pathlib import Path

from drafting.text.numbering import place_labels
from drafting.text.structure import read_structure

CONTENT = Path(__file__).resolve().parents[2] / "demonstration" / "content"


def content(name):
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))


OUTLINE = read_structure((CONTENT / "preliminary-text.txt").read_text(encoding="utf-8"), "en")
EDITS = content("edits.json")


class Working:
    """The text on its way from the preliminary to the revised one; each provision keeps its first name."""

    def __init__(self):
        self.texts = {unit.label: unit.text for unit in OUTLINE.units}
        self.order = [unit.label for unit in OUTLINE.units]
        self.kinds = {unit.label: unit.kind for unit in OUTLINE.units}
        self.follows = set()

    def act(self, edit):
        getattr(self, edit["act"])(edit)

    def edit(self, edit):
        self.texts[edit["place"]] = self.texts[edit["place"]].replace(edit["old"], edit["new"])

    def add(self, edit, kind=None):
        self._place_new(edit, edit["new"], kind or edit["kind"])

    def bis(self, edit):
        self.add(edit, "article")
        self.follows.add(edit["key"])

    def split(self, edit):
        self.texts[edit["place"]] = self.texts[edit["place"]].partition(edit["old"])[0]
        self._place_new(edit, edit["new"], "article")

    def move(self, edit):
        self.order.remove(edit["place"])
        self.order.insert(self.order.index(edit["after"]) + 1, edit["place"])

    def revised(self):
        """The words by the labels of the revised text."""
        labels = place_labels([(self.kinds[key], key in self.follows) for key in self.order])
        return {label: self.texts[key] for label, key in zip(labels, self.order, strict=True)}

    def _place_new(self, edit, words, kind):
        self.texts[edit["key"]], self.kinds[edit["key"]] = words, kind
        self.order.insert(self.order.index(edit["place"]) + 1, edit["key"])


def replayed():
    working = Working()
    for edit in EDITS:
        working.act(edit)
    return working
