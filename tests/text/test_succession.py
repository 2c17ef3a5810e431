"""Which unit of a next version continues which provision: whatever comes, nothing is lost and nothing counts twice."""

from hypothesis import given
from hypothesis import strategies as st

from drafting.text.numbering import place_labels
from drafting.text.pairs import ADDED, DELETED, MERGED, SPLIT, UnitText
from drafting.text.succession import NEW, altered, succeed
from tests.text.test_differences import new_of, old_of

SENTENCES = (
    "Everyone has the right to take part in the decisions that concern them.",
    "States shall cooperate with one another in good faith and in full equality.",
    "No one shall be left without the help that was promised to them.",
    "1. Peoples and individuals are holders of the right.\n2. It extends to those not yet born.",
    "(a) food and water;\n(b) a home;\n(c) a voice.",
    "人人有权享有生命。",
    "لكل فرد الحق في الحياة.",
    "2. Same number.\n2. Same number.",
    "",
)
TEXT = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map("\n".join)
UNIT = st.tuples(
    st.sampled_from(["article", "article", "preambular", "part"]), st.sampled_from(["", "Aim"]), TEXT
)
UNITS = st.lists(UNIT, max_size=8)


def units(rows, prefix=""):
    labels = place_labels([(kind, False) for kind, _heading, _text in rows])
    return [
        UnitText(f"{prefix}{n}" if prefix else None, label, heading, text)
        for n, (label, (_kind, heading, text)) in enumerate(zip(labels, rows, strict=True))
    ]


@st.composite
def versions(draw):
    """An old text, and a new one made of it by keeping, dropping, joining, cutting, rewording and adding."""
    rows = draw(UNITS)
    later = []
    for kind, heading, text in draw(st.permutations(rows)) if draw(st.booleans()) else rows:
        act = draw(st.sampled_from(["keep", "keep", "drop", "cut", "join", "reword", "twin"]))
        if act == "cut":
            later += [(kind, heading, line) for line in text.split("\n")]
        elif act == "join" and later:
            later[-1] = (*later[-1][:2], f"{later[-1][2]}\n{text}")
        elif act == "reword":
            later.append((kind, heading, text.replace("shall", "should").replace("right", "claim")))
        elif act != "drop":
            later += [(kind, heading, text)] * (2 if act == "twin" else 1)
    return rows, later + draw(UNITS)


@given(versions())
def test_every_provision_lives_on_once_or_is_gone_and_every_unit_has_its_words(texts):
    old, new = units(texts[0], "u"), units(texts[1])
    found = succeed(old, new)
    assert [(each.index, each.unit.text, each.unit.heading) for each in found.successors] == [
        (n, unit.text, unit.heading) for n, unit in enumerate(new)
    ]
    kept = [each.keeps.uid for each in found.successors if each.keeps]
    absorbed = [unit.uid for each in found.successors for unit in each.absorbs]
    assert sorted([*kept, *absorbed, *(unit.uid for unit in found.gone)]) == sorted(unit.uid for unit in old)
    for each in found.successors:
        # What is new continues nothing; a piece names a provision that lives on elsewhere; the rest continue one.
        assert (each.relation == ADDED, each.relation == SPLIT and not each.keeps) == (
            not each.keeps and not each.origin,
            bool(each.origin),
        )
        assert each.origin is None or each.origin.uid in kept
        if each.pair and each.relation not in (SPLIT, MERGED):
            assert (old_of(each.pair.changes), new_of(each.pair.changes)) == (each.keeps.text, each.unit.text)


@given(versions(), st.data())
def test_what_the_drafter_said_is_done(texts, data):
    old, new = units(texts[0], "u"), units(texts[1])
    uids = data.draw(st.permutations([unit.uid for unit in old]))
    places = data.draw(st.sets(st.sampled_from(range(len(new))), max_size=4)) if new else set()
    said = {n: (uids.pop() if uids and data.draw(st.booleans()) else NEW) for n in sorted(places)}
    found = succeed(old, new, said)
    for n, uid in said.items():
        each = found.successors[n]
        assert (each.keeps.uid if each.keeps else NEW, each.certain) == (uid, True)


@given(versions())
def test_every_change_of_words_is_a_row_and_nothing_else_is(texts):
    old, new = units(texts[0], "u"), units(texts[1])
    found = succeed(old, new)
    rows = altered(found)
    changed = {
        each.index
        for each in found.successors
        if not each.keeps
        or each.absorbs
        or (each.keeps.text, each.keeps.heading) != (each.unit.text, each.unit.heading)
    }
    assert {row.index for row in rows if row.index is not None} == changed
    assert [row.uid for row in rows if row.relation == DELETED] == [unit.uid for unit in found.gone]


@given(UNITS)
def test_the_same_text_again_is_unchanged_twins_and_all(rows):
    found = succeed(units(rows, "u"), units(rows))
    assert [each.keeps.uid for each in found.successors if each.keeps] == [f"u{n}" for n in range(len(rows))]
    assert (altered(found), found.gone) == ([], ())
