"""The paragraphs inside one provision."""

from hypothesis import given
from hypothesis import strategies as st

from drafting.text.paragraphs import paragraphs

MARKS = [
    "1. ",
    "2. ",
    "(a) ",
    "(b) ",
    "(h) ",
    "(i) ",
    "(ii) ",
    "a) ",
    "– ",
    "4.1 ",
    "(一) ",
    "أ) ",
    "\n",
    " ",
    "x",
    "٣- ",
    "I. ",
]


def labels(text):
    return [item.label for item in paragraphs(text)]


def test_a_lone_paragraph_without_a_number_has_no_label():
    (item,) = paragraphs("Everyone has the right to life.")
    assert (item.label, item.printed, item.start, item.end, item.body, item.level) == ("", "", 0, 31, 0, 1)


def test_several_without_numbers_are_counted():
    assert [(item.label, item.printed) for item in paragraphs("One.\nTwo.")] == [("1", ""), ("2", "")]


def test_numbers_letters_and_roman_numbers_nest():
    text = "1. All:\n(a) one;\n(b) two:\n(i) first;\n(ii) second;\n(c) three.\n2. None."
    assert labels(text) == ["1", "1 (a)", "1 (b)", "1 (b) (i)", "1 (b) (ii)", "1 (c)", "2"]
    assert [item.level for item in paragraphs(text)] == [1, 2, 2, 3, 3, 2, 1]


def test_i_after_h_is_a_letter():
    text = "\n".join(f"({letter}) x" for letter in "abcdefghij")
    assert labels(text)[-2:] == ["(i)", "(j)"]


def test_i_after_h_is_roman_where_ii_comes_next():
    text = "\n".join(f"({letter}) x" for letter in "abcdefgh") + "\n(i) x\n(ii) x\n(i) x\n(j) x"
    assert labels(text)[-5:] == ["(h)", "(h) (i)", "(h) (ii)", "(i)", "(j)"]


def test_the_chapeau_is_a_paragraph_of_its_own():
    text = "States shall:\n(a) act;\n(b) report."
    assert labels(text) == ["1", "1 (a)", "1 (b)"]


def test_french_brackets_arabic_and_cyrillic_letters_give_the_same_labels():
    wanted = ["1", "1 (a)", "1 (b)", "2"]
    assert labels("1. Un :\na) deux ;\nb) trois.\n2. Quatre.") == wanted
    assert labels("1- أول:\n(أ) ثان؛\n(ب) ثالث.\n2- رابع.") == wanted
    assert labels("1. Один:\nа) два;\nб) три.\n2. Четыре.") == wanted


def test_inserted_numbers_keep_their_latin_word():
    assert labels("1. One.\n1 bis. More.\n2. Two.") == ["1", "1 bis", "2"]


def test_decimal_numbers_are_labels_of_their_own():
    assert labels("4.1 One.\n4.2 Two:\n(a) x.\n4.3 Three.") == ["4.1", "4.2", "4.2 (a)", "4.3"]


def test_a_number_printed_twice_is_told_apart():
    assert labels("1. One.\n1. Again.") == ["1", "1 again"]


def test_words_after_a_list_belong_to_the_paragraph_above():
    assert labels("1. All:\n(a) x;\nshall act.\n2. None.") == ["1", "1 (a)", "1 end", "2"]


def test_an_initial_is_no_number():
    assert labels("I. do not know.\nA. Smith did.") == ["1", "2"]


def test_words_begin_after_the_printed_number():
    text = "2.  Everyone:\n(a) eats."
    assert [item.words(text) for item in paragraphs(text)] == ["Everyone:", "eats."]


@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(MARKS), max_size=40).map("".join)))
def test_paragraphs_cover_any_text_to_the_byte(text):
    items = paragraphs(text)
    assert "".join(text[item.start : item.end] for item in items) == text
    assert len({item.label for item in items}) == len(items)
    assert all(item.start <= item.body <= item.end for item in items)
