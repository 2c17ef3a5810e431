"""Words kept together among words of another direction."""

import pytest

from drafting.text.sides import apart, reads_from_right


@pytest.mark.parametrize(
    ("words", "within_right", "kept"),
    [
        ("Arvenia", False, "Arvenia"),
        ("[R1-AR-001]", True, "\u200f\u200e[R1-AR-001]\u200e\u200f"),
        ("زهروان", True, "زهروان"),
        ("زهروان", False, "\u200e\u200fزهروان\u200f\u200e"),
        ("2, 3", True, "2, 3"),
        ("", True, ""),
    ],
)
def test_words_of_the_other_side_stand_between_marks(words, within_right, kept):
    assert apart(words, within_right) == kept


def test_the_first_letter_decides_the_side():
    assert [reads_from_right(words) for words in ("1. نص in English", "A نص", "12")] == [True, False, False]
