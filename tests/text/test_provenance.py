"""Which record of its history brought each word of a text."""

import random

from hypothesis import given
from hypothesis import strategies as st

from drafting.text.provenance import trace
from tests.text.measuring import seconds

FIRST = "1. Everyone shall have the right to take part in the decisions that concern them.\n2. No one shall starve."


def told(*records):
    return [(run.text, run.key) for run in trace(records).runs]


def test_the_words_of_a_first_record_are_all_its_own():
    assert told(("a", FIRST)) == [(FIRST, "a")]


def test_an_inserted_word_belongs_to_the_record_that_inserted_it():
    second = FIRST.replace("to take part", "to take free part")
    assert told(("a", FIRST), ("b", second)) == [
        ("1. Everyone shall have the right to take ", "a"),
        ("free ", "b"),
        ("part in the decisions that concern them.\n2. No one shall starve.", "a"),
    ]


def test_words_that_moved_with_their_paragraph_stay_with_their_record():
    first, second = FIRST.replace("1. ", "").replace("2. ", "").split("\n")
    second = f"1. {second}\n2. {first}"
    runs = trace([("a", FIRST), ("b", second)]).runs
    assert "".join(run.text for run in runs if run.key == "b").split() == ["1", "2"]


def test_words_of_a_split_paragraph_stay_with_their_record():
    old = "Everyone has the right to food and to a shelter. No one shall be denied a remedy before a court."
    runs = trace([("a", old), ("b", old.replace("shelter. ", "shelter.\n"))]).runs
    assert "".join(run.text for run in runs if run.key == "b").strip() == ""


def test_what_was_taken_away_is_told_with_both_records():
    second = FIRST.replace("to take part", "to take free part")
    third = second.replace("free part", "part")
    (removed,) = trace([("a", FIRST), ("b", second), ("c", third)]).removed
    assert (removed.text.strip(), removed.brought_by, removed.removed_by) == ("free", "b", "c")
    assert third[removed.place :].startswith("part")


def test_a_word_leads_to_its_record():
    second = FIRST.replace("shall starve", "should ever be left to starve")
    found = trace([("a", FIRST), ("b", second)])
    assert found.at(second.index("should")).key == "b"
    assert found.at(3).key == "a"
    assert found.at(len(second)) is None


@given(
    st.lists(
        st.lists(st.sampled_from(["a ", "the ", "right ", "\n", "of ", "人", "é"]), max_size=25).map("".join),
        min_size=1,
        max_size=6,
    )
)
def test_runs_join_to_the_last_text(texts):
    found = trace(list(enumerate(texts)))
    assert "".join(run.text for run in found.runs) == texts[-1]
    assert all(texts[-1][run.start : run.end] == run.text for run in found.runs)


def test_200_records_of_400_words_are_traced_quickly():
    chance = random.Random(1)
    lines = [[f"word{chance.randrange(900)}" for _ in range(80)] for _ in range(5)]
    records = []
    for key in range(200):
        for _ in range(3):
            line = chance.choice(lines)
            line[chance.randrange(80)] = f"new{key}"
        records.append((key, "\n".join(f"{n}. {' '.join(line)}" for n, line in enumerate(lines, 1))))
    assert {run.key for run in trace(records).runs} > {0, 199}
    assert seconds(lambda: trace(records)) < 1.5
