"""An anchor, and the place that it is carried to."""

from dataclasses import dataclass

CONTEXT = 32

EXACT, SHIFTED, EDITED, MOVED, SPLIT = "exact", "shifted", "edited", "moved", "split"
PARAGRAPH_ONLY, PROVISION_ONLY, GONE = "paragraph only", "provision only", "gone"
# The better a place is known, the sooner it is taken.
RANK = {
    status: rank
    for rank, status in enumerate(
        (EXACT, SHIFTED, SPLIT, EDITED, MOVED, PARAGRAPH_ONLY, PROVISION_ONLY, GONE)
    )
}


@dataclass(frozen=True)
class Anchor:
    """Chosen words in one provision. Offsets are in its raw text; 32 characters are kept on each side.

    `start` None means the whole paragraph; `paragraph` None too means the whole provision.
    """

    paragraph: str | None
    start: int | None = None
    end: int | None = None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Carried:
    """Where an anchor falls in a later text: `uid` and `label` name the provision, offsets are in its raw
    text.
    """

    status: str
    uid: str | None
    label: str
    paragraph: str | None
    start: int | None
    end: int | None
    quote: str
    score: float
    method: str
