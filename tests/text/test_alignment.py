"""What became of each provision and paragraph, and the redline of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.text.alignment import UnitText, align, align_paragraphs
from drafting.text.redline import redline

LIFE = "Everyone has the right to life, liberty and the security of person."
SLAVERY = (
    "No one shall be held in slavery or servitude; the slave trade shall be prohibited in all its forms."
)
TORTURE = "No one shall be subjected to torture or to cruel, inhuman or degrading treatment or punishment."
TRIBUNAL = (
    "Everyone is entitled in full equality to a fair hearing by an independent tribunal, see article 2."
)


def units(*texts, uids=None):
    uids = uids or [None] * len(texts)
    return [
        UnitText(uid, f"Article {n}", "", text)
        for n, (uid, text) in enumerate(zip(uids, texts, strict=True), 1)
    ]


def told(old, new):
    return [
        (pair.old.label if pair.old else None, pair.new.label if pair.new else None, pair.relation)
        for pair in align(old, new).units
    ]


def test_the_same_text_is_unchanged():
    assert told(units(LIFE, SLAVERY), units(LIFE, SLAVERY)) == [
        ("Article 1", "Article 1", "unchanged"),
        ("Article 2", "Article 2", "unchanged"),
    ]


def test_an_inserted_provision_renumbers_what_follows():
    assert told(units(LIFE, SLAVERY), units(TORTURE, LIFE, SLAVERY)) == [
        (None, "Article 1", "added"),
        ("Article 1", "Article 2", "renumbered only"),
        ("Article 2", "Article 3", "renumbered only"),
    ]


def test_a_deleted_provision_stands_after_the_one_it_followed():
    assert told(units(LIFE, SLAVERY, TORTURE), units(LIFE, TORTURE)) == [
        ("Article 1", "Article 1", "unchanged"),
        ("Article 2", None, "deleted"),
        ("Article 3", "Article 2", "renumbered only"),
    ]


def test_an_edited_provision_is_found_by_its_words():
    assert told(units(LIFE, SLAVERY), units(LIFE, SLAVERY.replace("shall be held", "should be kept"))) == [
        ("Article 1", "Article 1", "unchanged"),
        ("Article 2", "Article 2", "edited"),
    ]


def test_a_provision_out_of_order_has_moved_with_its_own_edits():
    new = units(SLAVERY, TORTURE, TRIBUNAL, LIFE.replace("security", "safety"))
    relations = {
        old: (new, relation) for old, new, relation in told(units(LIFE, SLAVERY, TORTURE, TRIBUNAL), new)
    }
    assert relations["Article 1"] == ("Article 4", "moved and edited")
    assert relations["Article 2"] == ("Article 1", "renumbered only")


def test_a_split_provision_is_told_with_both_pieces():
    assert told(units(LIFE + " " + TORTURE, SLAVERY), units(LIFE, TORTURE, SLAVERY)) == [
        ("Article 1", "Article 1", "split"),
        ("Article 1", "Article 2", "split"),
        ("Article 2", "Article 3", "renumbered only"),
    ]


def test_merged_provisions_are_told_with_both_origins():
    assert told(units(LIFE, TORTURE, SLAVERY), units(LIFE + " " + TORTURE, SLAVERY)) == [
        ("Article 1", "Article 1", "merged"),
        ("Article 2", "Article 1", "merged"),
        ("Article 3", "Article 2", "renumbered only"),
    ]


def test_identity_goes_before_likeness():
    old, new = units(LIFE, SLAVERY, uids=["a", "b"]), units(SLAVERY, LIFE, uids=["a", "b"])
    assert {(old, new) for old, new, _ in told(old, new)} == {
        ("Article 1", "Article 1"),
        ("Article 2", "Article 2"),
    }


def test_a_reference_that_follows_its_target_is_no_edit():
    old = units(LIFE, SLAVERY, TRIBUNAL)
    new = units(LIFE, TORTURE, SLAVERY, TRIBUNAL.replace("article 2", "article 3"))
    pair = align(old, new).units[-1]
    assert (pair.relation, [kind for kind in pair.kinds if kind]) == (
        "renumbered only",
        ["reference", "reference"],
    )


def test_a_reference_that_points_elsewhere_is_an_edit():
    pair = align(
        units(LIFE, SLAVERY, TRIBUNAL), units(LIFE, SLAVERY, TRIBUNAL.replace("article 2", "article 1"))
    ).units[-1]
    assert (pair.relation, pair.kinds[1]) == ("edited", "words")


def test_a_renumbered_paragraph_is_no_edit_of_the_provision_beyond_the_one_inserted():
    rows = align_paragraphs(f"1. {LIFE}\n2. {SLAVERY}", f"1. {LIFE}\n2. {TORTURE}\n3. {SLAVERY}")
    assert [(row.relation, row.old and row.old.label, row.new.label) for row in rows] == [
        ("unchanged", "1", "1"),
        ("added", None, "2"),
        ("renumbered only", "2", "3"),
    ]


def test_likeness_in_doubt_is_for_the_drafter_to_confirm():
    pair = align(
        units(LIFE), units("Everyone has a right to life, freedom and to safety as a person.")
    ).units[0]
    assert pair.old and pair.new and not pair.is_certain


@pytest.mark.parametrize(
    ("new", "kind"),
    [(LIFE.replace(",", ";"), "punctuation"), (LIFE.replace(" ", "\u00a0"), "typography")],
)
def test_a_change_of_marks_alone_is_told(new, kind):
    assert set(align(units(LIFE), units(new)).units[0].kinds) - {""} == {kind}


def test_a_redline_is_data_that_joins_back_to_both_texts():
    old = units(LIFE + " " + TORTURE, f"1. {SLAVERY}\n2. {TRIBUNAL}\n3. {LIFE}")
    new = units(LIFE, TORTURE, f"1. {SLAVERY}\n2. {LIFE}\n3. {TRIBUNAL.replace('fair', 'just')}")
    result = json.loads(json.dumps(redline(old, new)))
    before, after = {unit.label: unit.text for unit in old}, {unit.label: unit.text for unit in new}
    assert len(result["units"]) == 3
    for row in result["units"]:
        assert "".join(text for op, text in row["changes"] if op != "insert") == before[row["old"]]
        assert "".join(text for op, text in row["changes"] if op != "delete") == after[row["new"]]
        assert len(row["kinds"]) == len(row["changes"])


def test_a_redline_counts_its_changes():
    old = units("All may vote in free elections here.")
    result = redline(old, units("All shall vote in free and fair elections here."))
    assert result["units"][0]["counts"] == {
        "insertions": 2,
        "deletions": 1,
        "words_inserted": 3,
        "words_deleted": 1,
        "words": 2,
        "punctuation": 0,
        "typography": 0,
        "number": 0,
        "reference": 0,
    }
    assert result["summary"]["relations"]["edited"] == 1
    assert result["summary"]["insertions"] == 2


SENTENCES = st.sampled_from(
    [LIFE, SLAVERY, TORTURE, TRIBUNAL, LIFE.replace("life", "a life"), "人人有权。", "x", ""]
)
NUMBERS = st.sampled_from(["", "1. ", "2. ", "(a) "])
BODIES = st.lists(st.tuples(NUMBERS, SENTENCES).map("".join), max_size=4).map("\n".join)


@given(st.lists(BODIES, max_size=6), st.lists(BODIES, max_size=6), st.booleans())
def test_any_two_texts_give_a_redline_that_joins_back(before, after, by_uid):
    uids = [f"u{n}" for n in range(6)] if by_uid else [None] * 6
    old, new = units(*before, uids=uids[: len(before)]), units(*after, uids=uids[: len(after)])
    rows = redline(old, new)["units"]
    texts = {unit.label: unit.text for unit in old}, {unit.label: unit.text for unit in new}
    for row in rows:
        if row["old"]:
            assert "".join(text for op, text in row["changes"] if op != "insert") == texts[0][row["old"]]
        if row["new"]:
            assert "".join(text for op, text in row["changes"] if op != "delete") == texts[1][row["new"]]
    assert {row["old"] for row in rows} - {None} == set(texts[0])
    assert {row["new"] for row in rows} - {None} == set(texts[1])
