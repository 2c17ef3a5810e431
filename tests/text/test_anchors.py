"""Chosen words: found, kept, carried to a later text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.text.alignment import UnitText
from drafting.text.anchors import Anchor, anchor_at, apply_proposal, carry, locate

TEXT = (
    "1. Everyone shall have the right to development, including:\n"
    "(a) food and the right to water;\n"
    "(b) shelter.\n"
    "2. No one shall be denied the right to a remedy."
)


def unit(text, label="Article 4", uid="u"):
    return UnitText(uid, label, "", text)


def anchor_on(text, quote):
    start = text.index(quote)
    return anchor_at(text, start, start + len(quote))


def carried(quote, new, label="Article 4", others=()):
    result = carry(anchor_on(TEXT, quote), unit(TEXT), new if new is None else unit(new, label), others)
    return result.status, result.label, result.paragraph, result.quote


def test_words_that_stand_once_are_found():
    found = locate(TEXT, "a remedy")
    assert (found.status, [TEXT[slice(*span)] for span in found.spans]) == ("found", ["a remedy"])


def test_words_that_stand_several_times_are_asked_back():
    assert locate(TEXT, "the right to").status == "several"
    assert len(locate(TEXT, "the right to").spans) == 3


def test_the_words_around_tell_several_places_apart():
    found = locate(TEXT, "the right to", prefix="be denied ", suffix=" a remedy")
    assert found.spans == ((TEXT.index("the right to a remedy"), TEXT.index(" a remedy")),)


def test_a_paragraph_can_be_named():
    start = TEXT.index("(a)")
    found = locate(TEXT, "the right to", span=(start, TEXT.index("(b)")))
    assert found.status == "found"


def test_a_quote_over_two_paragraphs_is_told():
    assert locate(TEXT, "right to water; shelter").status == "crosses"
    assert locate(TEXT, "(a) food and the right to water;\n(b) shelter.").status == "crosses"


def test_words_that_are_absent_bring_the_nearest_wording():
    found = locate(TEXT, "the right to waters")
    assert (found.status, found.suggestions[0]) == ("absent", "the right to water")


def test_a_soft_hyphen_a_hard_space_and_a_curly_quote_do_not_hide_words():
    text = "The State\u2019s co\u00adoperation\u00a0is due."
    assert [text[slice(*span)] for span in locate(text, "State's cooperation is").spans] == [
        "State\u2019s co\u00adoperation\u00a0is"
    ]


def test_whole_words_come_before_parts_of_words():
    assert locate("rights and right", "right").spans == ((11, 16),)


def test_an_anchor_keeps_32_characters_on_each_side():
    anchor = anchor_on(TEXT, "right to water")
    assert (anchor.paragraph, anchor.quote) == ("1 (a)", "right to water")
    assert TEXT[anchor.start - 32 : anchor.start] == anchor.prefix
    assert TEXT[anchor.end : anchor.end + 32] == anchor.suffix


def test_an_anchor_over_two_paragraphs_is_refused():
    with pytest.raises(ValueError):
        anchor_at(TEXT, 5, TEXT.index("shelter") + 3)


def test_an_unchanged_text_carries_exactly():
    assert carried("the right to water", TEXT) == ("exact", "Article 4", "1 (a)", "the right to water")


def test_the_same_words_further_down_are_shifted():
    new = TEXT.replace("food and", "food, work and")
    assert carried("the right to water", new) == ("shifted", "Article 4", "1 (a)", "the right to water")


def test_words_of_a_renumbered_provision_are_shifted():
    assert carried("the right to water", TEXT, "Article 5") == (
        "shifted",
        "Article 5",
        "1 (a)",
        "the right to water",
    )


def test_words_of_a_renumbered_paragraph_are_shifted():
    new = "1. States shall act first in all such matters.\n" + TEXT.replace("2. ", "3. ").replace(
        "1. ", "2. "
    )
    assert carried("be denied the right", new) == ("shifted", "Article 4", "3", "be denied the right")


def test_edited_words_are_found_as_they_are_now():
    new = TEXT.replace("right to water", "human right to clean water")
    assert carried("the right to water", new) == (
        "edited",
        "Article 4",
        "1 (a)",
        "the human right to clean water",
    )


def test_words_moved_to_another_provision_are_found_when_they_are_unique():
    other = unit("In all cases, no one. No one shall be denied a thing.", "Article 9", "v")
    assert carried("No one shall be denied", None, others=[other]) == (
        "moved",
        "Article 9",
        "",
        "No one shall be denied",
    )


def test_fewer_than_five_words_are_not_looked_for_elsewhere():
    other = unit("Everyone shall be denied a thing.", "Article 9", "v")
    assert carried("shall be denied", None, others=[other])[0] == "gone"


def test_words_of_a_split_paragraph_are_found_in_their_piece():
    old = (
        "1. Everyone has the right to food and shelter. Nobody shall be denied a fair remedy before a court."
    )
    new = "1. Everyone has the right to food and shelter.\n2. Nobody shall be denied a fair remedy before a court."
    result = carry(anchor_on(old, "a fair remedy"), unit(old), unit(new))
    assert (result.status, result.paragraph, result.quote) == ("split", "2", "a fair remedy")


def test_rewritten_words_leave_the_comment_on_its_paragraph():
    new = TEXT.replace(
        "No one shall be denied the right to a remedy.",
        "No one shall be left without what is due to a person.",
    )
    assert carried("be denied the right to a remedy", new)[:3] == ("paragraph only", "Article 4", "2")


def test_a_deleted_paragraph_leaves_the_comment_on_its_provision():
    assert carried("be denied the right", TEXT.partition("\n2.")[0])[:3] == (
        "provision only",
        "Article 4",
        None,
    )


def test_a_deleted_provision_leaves_nothing():
    assert carried("be denied the right", None)[0] == "gone"


def test_a_whole_paragraph_and_a_whole_provision_are_carried():
    new = "1. First.\n" + TEXT.replace("2. ", "3. ").replace("1. ", "2. ")
    whole = carry(Anchor("2"), unit(TEXT), unit(new))
    assert (whole.status, whole.paragraph, whole.start) == ("shifted", "3", None)
    assert carry(Anchor(None), unit(TEXT), unit(new)).status == "edited"
    assert carry(Anchor(None), unit(TEXT), unit(TEXT)).status == "exact"
    assert carry(Anchor(None), unit(TEXT), None).status == "gone"


def test_a_proposal_on_the_current_words_is_put_in_their_place():
    start, end = locate(TEXT, "a remedy").spans[0]
    applied = apply_proposal(TEXT, TEXT, start, end, "an effective remedy")
    assert (applied.status, applied.text) == ("clean", TEXT.replace("a remedy", "an effective remedy"))


def test_a_proposal_follows_its_words():
    start, end = locate(TEXT, "a remedy").spans[0]
    current = TEXT.replace("shelter", "decent shelter")
    applied = apply_proposal(current, TEXT, start, end, "redress")
    assert (applied.status, applied.text) == ("shifted", current.replace("a remedy", "redress"))


def test_a_proposal_on_words_that_changed_since_shows_then_and_now():
    start, end = locate(TEXT, "the right to water").spans[0]
    current = TEXT.replace("right to water", "human right to clean water")
    applied = apply_proposal(current, TEXT, start, end, "the right to safe water")
    assert (applied.status, applied.then, applied.now) == (
        "changed",
        "the right to water",
        "the human right to clean water",
    )
    assert applied.text == current.replace("the human right to clean water", "the right to safe water")


def test_a_proposal_on_words_that_are_gone_is_refused():
    start, end = locate(TEXT, "a remedy").spans[0]
    applied = apply_proposal(TEXT.partition("\n2.")[0], TEXT, start, end, "redress")
    assert (applied.status, applied.text, applied.now) == ("gone", None, "")


PIECES = st.lists(
    st.sampled_from(
        ["1. ", "2. ", "(a) ", "the right ", "to water", ", ", "\n", "\u00ad", "人权", "é", "of "]
    ),
    max_size=30,
)


@given(PIECES.map("".join), PIECES.map("".join), st.data())
def test_any_anchor_is_carried_to_any_text(old, new, data):
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    try:
        anchor = anchor_at(old, start, end)
    except ValueError:
        return
    result = carry(anchor, unit(old), unit(new), [unit(old, "Article 9")])
    if result.start is not None:
        home = new if result.label == "Article 4" else old
        assert home[result.start : result.end] == result.quote
    assert carry(anchor, unit(old), unit(old)).status == "exact"


@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=10), st.text(max_size=10))
def test_any_quote_can_be_looked_for(text, quote, prefix, suffix):
    found = locate(text, quote, prefix, suffix)
    assert found.status in {"found", "several", "absent", "crosses"}
    assert all(0 <= start < end <= len(text) for start, end in found.spans)
