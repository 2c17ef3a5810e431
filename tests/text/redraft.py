"""A seeded re-drafter: it rewrites a declaration as delegations do, and knows where each old word went.

Every word of the old text carries its own mark through all acts, so that what an anchor should be carried to
is known and not guessed.
"""

import random
from dataclasses import dataclass, field

from drafting.text.alignment import UnitText, cached_paragraphs
from drafting.text.tokens import is_word, tokens

FRESH = (
    *(
        "effective",
        "meaningful",
        "full",
        "equal",
        "national",
        "international",
        "regional",
        "lasting",
        "timely",
    ),
    *(
        "adequate",
        "prompt",
        "impartial",
        "shared",
        "common",
        "special",
        "further",
        "necessary",
        "appropriate",
    ),
    *(
        "progressive",
        "measures",
        "obligations",
        "access",
        "resources",
        "dialogue",
        "capacity",
        "knowledge",
        "partnership",
    ),
    *(
        "transparency",
        "accountability",
        "monitoring",
        "review",
        "assistance",
        "technology",
        "financing",
        "peoples",
        "States",
    ),
)
JOINTS = ("and", "of", "to", "the", "in", "for", "with", "by", "within", "or", "under")


@dataclass
class Sign:
    """One token; `mark` is its place in the old text, None where the re-drafter brought it."""

    text: str
    mark: int | None = None


@dataclass
class Draft:
    """A text under the pen: provisions, each a list of paragraphs, each a list of Signs without printed
    numbers.
    """

    units: list
    chance: random.Random
    acts: list = field(default_factory=list)


def begin(units, seed):
    """Take up the provisions (UnitText). Returns the draft and, for each mark, its (unit, start, end)."""
    draft, places = Draft([], random.Random(seed)), []
    for index, unit in enumerate(units):
        paragraphs = []
        for item in cached_paragraphs(unit.text):
            signs = []
            for token in tokens(item.words(unit.text)):
                signs.append(Sign(token.text, len(places)))
                places.append((index, item.body + token.start, item.body + token.end))
            paragraphs.append(signs)
        draft.units.append((unit.label.partition(" ")[0].rstrip("0123456789"), paragraphs))
    return draft, places


def finish(draft):
    """The new provisions and, for each mark still there, its (unit, start, end)."""
    units, places, counts = [], {}, {}
    for index, (kind, paragraphs) in enumerate(unit for unit in draft.units if any(unit[1])):
        text = ""
        numbered = sum(bool(signs) for signs in paragraphs) > 1
        for number, signs in enumerate((signs for signs in paragraphs if signs), 1):
            text += ("\n" if text else "") + (f"{number}. " if numbered else "")
            for sign in signs:
                if sign.mark is not None:
                    places[sign.mark] = (index, len(text), len(text) + len(sign.text))
                text += sign.text
        counts[kind] = counts.get(kind, 0) + 1
        label = f"PP{counts[kind]}" if kind == "PP" else f"{kind} {counts[kind]}"
        units.append(UnitText(None, label, "", text))
    return units, places


def redraft(draft, acts, spared=frozenset()):
    """Do so many random acts; words whose marks are spared are neither taken away nor reworded."""
    doers = [insert_unit, delete_unit, insert_paragraph, delete_paragraph, split_paragraph, merge_paragraphs]
    doers += [
        swap_paragraphs,
        reword,
        reword,
        reword,
        move_unit,
        split_unit,
        merge_units,
        twin_unit,
        twin_paragraph,
    ]
    for _ in range(acts):
        doer = draft.chance.choice(doers)
        doer(draft, spared)
        draft.acts.append(doer.__name__)


def sentence(chance, length=None):
    words = []
    for place in range(length or chance.randint(8, 22)):
        words.append(chance.choice(FRESH if place % 2 == 0 else JOINTS))
    text = "States shall ensure " + " ".join(words) + "."
    return [Sign(token.text) for token in tokens(text)]


def insert_unit(draft, spared):
    place = draft.chance.randint(0, len(draft.units))
    draft.units.insert(
        place, ("Article", [sentence(draft.chance) for _ in range(draft.chance.randint(1, 3))])
    )


def delete_unit(draft, spared):
    place = draft.chance.randrange(len(draft.units))
    if not _spares(draft.units[place][1], spared):
        del draft.units[place]


def move_unit(draft, spared):
    unit = draft.units.pop(draft.chance.randrange(len(draft.units)))
    draft.units.insert(draft.chance.randint(0, len(draft.units)), unit)


def twin_unit(draft, spared):
    """A new provision in nearly the words of another one, right beside it."""
    place = draft.chance.randrange(len(draft.units))
    kind, paragraphs = draft.units[place]
    twin = [_reworded(draft.chance, [Sign(sign.text) for sign in signs], 0.15) for signs in paragraphs]
    draft.units.insert(place + draft.chance.randint(0, 1), (kind, twin))


def split_unit(draft, spared):
    kind, paragraphs = _any_unit(draft, lambda unit: len(unit[1]) > 1) or (None, None)
    if kind:
        cut = draft.chance.randint(1, len(paragraphs) - 1)
        place = next(index for index, unit in enumerate(draft.units) if unit[1] is paragraphs)
        draft.units[place : place + 1] = [(kind, paragraphs[:cut]), (kind, paragraphs[cut:])]


def merge_units(draft, spared):
    place = draft.chance.randrange(len(draft.units) - 1)
    (kind, first), (other, second) = draft.units[place : place + 2]
    if kind == other == "Article":
        draft.units[place : place + 2] = [(kind, first + second)]


def insert_paragraph(draft, spared):
    _, paragraphs = draft.chance.choice(draft.units)
    paragraphs.insert(draft.chance.randint(0, len(paragraphs)), sentence(draft.chance))


def twin_paragraph(draft, spared):
    _, paragraphs = draft.chance.choice(draft.units)
    if paragraphs:
        place = draft.chance.randrange(len(paragraphs))
        twin = _reworded(draft.chance, [Sign(sign.text) for sign in paragraphs[place]], 0.15)
        paragraphs.insert(place + draft.chance.randint(0, 1), twin)


def delete_paragraph(draft, spared):
    _, paragraphs = draft.chance.choice(draft.units)
    if len(paragraphs) > 1:
        place = draft.chance.randrange(len(paragraphs))
        if not _spares([paragraphs[place]], spared):
            del paragraphs[place]


def split_paragraph(draft, spared):
    """Cut a paragraph after one of its sentences."""
    _, paragraphs = draft.chance.choice(draft.units)
    for place, signs in enumerate(paragraphs):
        ends = [at for at, sign in enumerate(signs[:-2]) if sign.text in ".;" and signs[at + 1].text == " "]
        if ends:
            cut = draft.chance.choice(ends)
            paragraphs[place : place + 1] = [signs[: cut + 1], signs[cut + 2 :]]
            return


def merge_paragraphs(draft, spared):
    _, paragraphs = draft.chance.choice(draft.units)
    if len(paragraphs) > 1:
        place = draft.chance.randrange(len(paragraphs) - 1)
        paragraphs[place : place + 2] = [[*paragraphs[place], Sign(" "), *paragraphs[place + 1]]]


def swap_paragraphs(draft, spared):
    _, paragraphs = draft.chance.choice(draft.units)
    if len(paragraphs) > 1:
        place = draft.chance.randrange(len(paragraphs) - 1)
        paragraphs[place], paragraphs[place + 1] = paragraphs[place + 1], paragraphs[place]


def reword(draft, spared):
    _, paragraphs = draft.chance.choice(draft.units)
    if paragraphs:
        place = draft.chance.randrange(len(paragraphs))
        paragraphs[place] = _reworded(draft.chance, paragraphs[place], 0.12, spared)


def edit_words(draft, marks, share):
    """Reword a share of the marked words, at least one, leaving at least the larger half of them."""
    for _, paragraphs in draft.units:
        for place, signs in enumerate(paragraphs):
            inside = [at for at, sign in enumerate(signs) if sign.mark in marks and is_word(sign.text)]
            if inside:
                count = min(max(1, round(share * len(inside))), max(1, (len(inside) - 1) // 2))
                for at in draft.chance.sample(inside, count):
                    signs[at] = Sign(draft.chance.choice(FRESH), signs[at].mark)
                if draft.chance.random() < 0.4:
                    at = draft.chance.choice(inside)
                    signs[at:at] = [Sign(draft.chance.choice(FRESH)), Sign(" ")]
                paragraphs[place] = signs


def remove_words(draft, marks, spared=frozenset()):
    """Take the marked words away: as their sentence, with or without another one in its place."""
    for _, paragraphs in draft.units:
        for place, signs in enumerate(paragraphs):
            inside = [at for at, sign in enumerate(signs) if sign.mark in marks]
            if inside:
                first, last = _sentence_around(signs, inside[0], inside[-1], spared)
                instead = sentence(draft.chance) if draft.chance.random() < 0.5 else []
                paragraphs[place] = signs[:first] + instead + signs[last:]


def _sentence_around(signs, first, last, spared):
    while first > 0 and signs[first - 1].mark not in spared and signs[first - 1].text not in (".", ";"):
        first -= 1
    while last < len(signs) and signs[last].mark not in spared and signs[last - 1].text not in (".", ";"):
        last += 1
    return first, last


def _reworded(chance, signs, share, spared=frozenset()):
    result = []
    for sign in signs:
        fate = chance.random() if is_word(sign.text) and sign.mark not in spared else 1
        if fate < share / 2:
            result.append(Sign(chance.choice(FRESH)))
        elif fate < share:
            result += [Sign(chance.choice(FRESH)), Sign(" "), sign]
        else:
            result.append(sign)
    return result


def _spares(paragraphs, spared):
    return any(sign.mark in spared for signs in paragraphs for sign in signs)


def _any_unit(draft, fits):
    fitting = [unit for unit in draft.units if fits(unit)]
    return draft.chance.choice(fitting) if fitting else None
