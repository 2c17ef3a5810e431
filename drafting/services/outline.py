"""The working text in order, with the labels it has now."""

from dataclasses import dataclass

from drafting.models import Provision, Wording
from drafting.text import alignment, numbering


@dataclass(frozen=True)
class Place:
    """One standing provision: what it is called now, and its wording in the language asked for."""

    provision: Provision
    label: str
    wording: Wording | None

    def __str__(self):
        heading = self.wording.heading if self.wording else ""
        if heading:
            return f"{self.label}. {heading}"
        return self.label

    @property
    def slug(self):
        return numbering.place_slug(self.label)

    @property
    def unit(self):
        """As the text engine takes it."""
        heading, text = (self.wording.heading, self.wording.text) if self.wording else ("", "")
        return alignment.UnitText(str(self.provision.uid), self.label, heading, text)


def working_text(declaration, language=None):
    """The standing provisions of `declaration` in order, as Places, in two queries.

    `language` is a code; without it the declaration's own.
    """
    provisions = list(declaration.provisions.standing())
    labels = numbering.place_labels([(p.kind, p.follows) for p in provisions])
    wordings = Wording.objects.filter(provision__in=provisions, language=language or declaration.language)
    by_provision = {w.provision_id: w for w in wordings}
    return [Place(p, label, by_provision.get(p.pk)) for p, label in zip(provisions, labels, strict=True)]
