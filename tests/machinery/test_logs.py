import logging
import sys

from config.logs import DiscreetFormatter


def said(formatter, message, *args, exc_info=None):
    record = logging.LogRecord("travaux", logging.ERROR, "x.py", 1, message, args, exc_info)
    return formatter.format(record)


def failure(words):
    try:
        raise ValueError(f"Key (words)=({words}) already exists")
    except ValueError:
        return sys.exc_info()


def test_addresses_of_people_and_query_strings_are_blanked():
    line = said(
        DiscreetFormatter(), 'GET "%s" for %s', "/search/?q=planted-marker", "Jo.Doe+x@mission.example"
    )
    assert line.endswith('ERROR travaux: GET "/search/?…" for [address]')


def test_an_exception_is_named_by_class_and_place_and_not_by_its_values():
    text = said(DiscreetFormatter(), "It failed", exc_info=failure("planted-marker"))
    assert ("planted-marker" in text, text.endswith("ValueError"), "in failure" in text) == (
        False,
        True,
        True,
    )


def test_a_developer_sees_the_whole_message():
    assert "planted-marker" in said(
        DiscreetFormatter(show_values=True), "It failed", exc_info=failure("planted-marker")
    )


def test_a_hostile_line_is_blanked_in_linear_time():
    assert len(said(DiscreetFormatter(), "a" * 200_000 + "!")) > 200_000
