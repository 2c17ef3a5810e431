"""Running text with attributed brackets, and proposals in the four verbs."""

from hypothesis import given
from hypothesis import strategies as st

from drafting.text.running import Edit, as_printed, build, edits_of, parse
from drafting.text.verbs import Amendment, in_verbs

REAL = (
    "... the inherent dignity (, worth — Holy See) and [the need for — EU] their full enjoyment "
    "without (any form of — South Africa) discrimination"
)


def test_the_lines_of_a_real_compilation_are_read():
    base, edits = parse(REAL)
    assert [(edit.deletes, edit.words, edit.parties) for edit in edits] == [
        (False, ", worth", ("Holy See",)),
        (True, "the need for", ("EU",)),
        (False, "any form of", ("South Africa",)),
    ]
    assert base[edits[1].start : edits[1].end] == "the need for"
    assert parse(build(base, edits)) == (base, edits)


def test_the_same_words_asked_for_by_two_stand_once():
    base = "States shall act."
    edits = [
        *edits_of(base, "States should act.", ["Arvenia"]),
        *edits_of(base, "States should act.", ["Tolmark"]),
    ]
    assert build(base, edits) == "States [shall — Arvenia, Tolmark](should — Arvenia, Tolmark) act."


def test_brackets_nest_and_overlaps_are_cut_in_two():
    edits = [Edit(0, 7, "one two", ("A",)), Edit(4, 7, "two", ("B",)), Edit(4, 13, "two three", ("C",))]
    assert build("one two three", edits) == "[one [two — B, C] — A][ three — C]"


def test_a_bracket_of_the_text_itself_names_nobody():
    assert parse("for all (and each) of [them]") == ("for all (and each) of [them]", [])
    base = "in time (now — or later) and [so on]"
    assert parse(build(base, [Edit(0, 2, "in", ("A",))])) == (base, [Edit(0, 2, "in", ("A",))])


def test_a_dash_among_the_words_is_not_taken_for_the_one_before_the_names():
    assert parse("[now — or later — EU, G77]")[1] == [Edit(0, 14, "now — or later", ("EU", "G77"))]


def test_names_with_brackets_and_commas_are_read_back_as_one():
    names = ("Bolivia (Plurinational State of)", "EU (on behalf of A, B)", "Sea, Union of the", "a) — b")
    edits = [Edit(0, 3, "one", names), Edit(3, 3, " (more)", ("Micronesia (Federated States of)",))]
    assert parse(build("one two", edits)) == ("one two", edits)
    assert build("one", [Edit(0, 3, "one", names[:2])]) == f"[one — {names[0]}, {names[1]}]"


words = st.text(alphabet="ab ,.—()[]شو中", max_size=40).map(lambda text: " ".join(text.split()))


@given(words, st.lists(words, max_size=3))
def test_what_is_built_is_read_back_with_every_word_and_party(base, proposals):
    edits = [edit for n, new in enumerate(proposals) for edit in edits_of(base, new, [f"P{n}"])]
    read_base, read = parse(build(base, edits))
    assert (read_base, read) == (base, as_printed(base, edits))
    for n in range(len(proposals)):
        asked = sum(edit.end - edit.start for edit in edits if f"P{n}" in edit.parties)
        assert sum(edit.end - edit.start for edit in read if f"P{n}" in edit.parties) == asked
        brought = sorted(edit.words for edit in edits if not edit.deletes and f"P{n}" in edit.parties)
        assert sorted(e.words for e in read if not e.deletes and f"P{n}" in e.parties) == brought


def test_changes_are_said_in_the_four_verbs():
    base = "States shall cooperate in good faith with one another."
    assert in_verbs(base, "States should cooperate in good faith with one another.") == [
        Amendment("replace", old="shall", new="should")
    ]
    assert in_verbs(base, "States shall cooperate with one another.") == [
        Amendment("delete", old="in good faith ")
    ]
    assert in_verbs(base, "States shall cooperate fully in good faith with one another.") == [
        Amendment("insert", new="fully ", after="States shall cooperate")
    ]
    assert in_verbs(base, "") == [Amendment("delete", old=base)]
    assert in_verbs("", base) == [Amendment("insert", new=base)]
    assert in_verbs(base, base) == []
    assert [each.verb for each in in_verbs(base, "Nothing of it is left here, whatever it said.")] == ["read"]
