"""The words that changed between two texts."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.text.differences import change_kind, diff
from drafting.text.pairs import UnitText
from drafting.text.redline import redline
from tests.text.measuring import seconds

SCRIPTS = {
    "latin": "abc déf ‘the’ shall, not. of\n",
    "cyrillic": "право на жизнь, и статья.\n",
    "arabic": "الْحَقّ في الحياة، المادة.\n",
    "han": "人人有权享有生命,第四条。\n",
    "devanagari": "अधिकार जीवन का, है।\n",
    "thai": "สิทธิในชีวิต และ\n",
}


def old_of(changes):
    return "".join(text for op, text in changes if op != "insert")


def new_of(changes):
    return "".join(text for op, text in changes if op != "delete")


def test_a_modal_verb_is_never_split():
    assert diff("No one shall act.", "No one should act.") == [
        ("equal", "No one "),
        ("delete", "shall"),
        ("insert", "should"),
        ("equal", " act."),
    ]


def test_equal_texts_have_no_change():
    assert diff("Same.", "Same.") == [("equal", "Same.")]
    assert diff("", "") == []


def test_one_word_between_two_changes_is_marked_with_them():
    changes = diff(
        "All of them red or blue have that right here.", "All of them green or white have that right here."
    )
    assert changes[1:3] == [("delete", "red or blue"), ("insert", "green or white")]


def test_two_words_between_two_changes_stand():
    changes = diff(
        "All of them red and very blue have that right.", "All of them green and very white have that right."
    )
    assert [text for op, text in changes if op == "delete"] == ["red", "blue"]


def test_where_nearly_everything_changed_both_stand_whole():
    old, new = "Everyone has the right to life.", "States that agree shall report to the Council once a year."
    assert diff(old, new) == [("delete", old), ("insert", new)]


def test_a_long_addition_does_not_strike_what_stayed():
    assert diff("Everyone may vote.", "Everyone may vote. " + "It is so. " * 30)[0] == (
        "equal",
        "Everyone may vote.",
    )


def test_an_inserted_sentence_is_marked_from_its_beginning():
    changes = diff("The sun shines. The sea is wide.", "The sun shines. The rain falls. The sea is wide.")
    assert changes[1] == ("insert", "The rain falls. ")


@pytest.mark.parametrize(
    ("deleted", "inserted", "kind"),
    [
        ("shall", "should", "words"),
        (",", ";", "punctuation"),
        ("rights,", "rights", "punctuation"),
        ("'State'", "‘State’", "typography"),
        ("a - b", "a – b", "typography"),
        ("co\u2010op", "co-op", "typography"),
        (" ;", "\u00a0;", "typography"),
        ("", "x", "words"),
    ],
)
def test_changes_are_told_apart_by_kind(deleted, inserted, kind):
    assert change_kind(deleted, inserted) == kind


@pytest.mark.parametrize("script", SCRIPTS)
def test_changes_join_back_to_both_texts_in_every_script(script):
    pieces = st.lists(
        st.sampled_from([*SCRIPTS[script].split(" "), *SCRIPTS[script], " ", "\u0301"]), max_size=60
    )

    @given(pieces.map("".join), pieces.map("".join))
    def joins(old, new):
        changes = diff(old, new)
        assert old_of(changes) == old
        assert new_of(changes) == new
        assert all(text for _, text in changes)

    joins()


@given(
    st.lists(st.sampled_from(["the ", "of ", "a ", "\n", "x. "]), max_size=80),
    st.randoms(use_true_random=False),
)
def test_changes_join_back_after_small_edits(words, chance):
    edited = list(words)
    for _ in range(4):
        place = chance.randint(0, len(edited))
        edited[place : place + chance.randint(0, 2)] = [chance.choice(["the ", "new ", ""])]
    old, new = "".join(words), "".join(edited)
    changes = diff(old, new)
    assert (old_of(changes), new_of(changes)) == (old, new)
    for (op, _), (following, _) in zip(changes, changes[1:], strict=False):
        assert (op, following) in {
            ("equal", "delete"),
            ("equal", "insert"),
            ("delete", "insert"),
            ("delete", "equal"),
            ("insert", "equal"),
        }


def redrafted(words, share, vocabulary):
    chance = random.Random(7)
    old = [chance.choice(vocabulary) for _ in range(words)]
    new = list(old)
    for place in chance.sample(range(words), int(words * share)):
        new[place] = chance.choice(vocabulary)
    return " ".join(old), " ".join(new)


# Twice to three times what `manage.py bench` asks, for machines that are slower than the one it was written on.
@pytest.mark.parametrize(("words", "limit"), [(4_000, 0.09), (60_000, 1.2)])
def test_long_texts_are_compared_quickly(words, limit):
    old, new = redrafted(words, 0.1, [f"word{number}" for number in range(3_000)])
    changes = diff(old, new)
    assert (old_of(changes), new_of(changes)) == (old, new)
    assert seconds(lambda: diff(old, new)) < limit


@pytest.mark.parametrize("uid", ["u", None])
def test_one_paragraph_of_60_000_words_is_compared_quickly(uid):
    old, new = redrafted(60_000, 0.1, [f"word{number}" for number in range(3_000)])
    before, after = UnitText(uid, "Article 1", "", old), UnitText(uid, "Article 1", "", new)
    (unit,) = redline([before], [after])["units"]
    assert (old_of(unit["changes"]), new_of(unit["changes"])) == (old, new)
    assert (unit["relation"], unit["counts"]["words_deleted"] > 5_000) == ("edited", True)
    # Nothing may be remembered from the run before: these texts are other ones.
    before, after = UnitText(uid, "Article 1", "", old + " x"), UnitText(uid, "Article 1", "", new + " x")
    assert seconds(lambda: redline([before], [after]), times=1) < 1.5


@pytest.mark.parametrize("new", ["same " * 19_000, "x " + "same " * 20_000, "same other " * 10_000])
def test_the_same_word_20_000_times_is_compared_quickly(new):
    old = "same " * 20_000
    assert new_of(diff(old, new)) == new
    assert seconds(lambda: diff(old, new)) < 2


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("均应予以禁止", "均应当予以禁止", [("应", "应当")]),
        ("各国应当合作", "各国必须合作", [("应当", "必须")]),
        ("任何人不应受奴役", "任何人不得受奴役", [("不应", "不得")]),
        ("人人享有生命、自由", "人人享有生命权、自由权", [("", "权"), ("", "权")]),
    ],
)
def test_in_chinese_a_verb_that_carries_the_law_changes_whole(old, new, changes):
    found = diff(old, new)
    assert "".join(text for op, text in found if op != "insert") == old
    assert [text for op, text in found if op == "delete"] == [before for before, _after in changes if before]
    assert [text for op, text in found if op == "insert"] == [after for _before, after in changes]
