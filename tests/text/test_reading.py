"""Files brought from outside: read whole, or refused with one sentence."""

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from drafting.text.reading import Unreadable, check_text, read_file
from drafting.text.structure import read_structure

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(body, **parts):
    """A .docx of bare parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def paragraph(words, list_number=None, depth=0):
    numbers = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_number}"/></w:numPr></w:pPr>'
        if list_number
        else ""
    )
    return f"<w:p>{numbers}<w:r><w:t>{words}</w:t></w:r></w:p>"


def level(depth, form, pattern):
    inner = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inner}</w:lvl>'


NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "Article %1.")
    + level(1, "decimal", "%2.")
    + level(2, "lowerLetter", "(%3)")
    + level(3, "lowerRoman", "(%4)")
    + '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def refusal(name, content):
    with pytest.raises(Unreadable) as caught:
        read_file(name, content)
    return str(caught.value)


def test_a_plain_text_is_read_with_or_without_its_mark():
    assert read_file("a.txt", "Ünité\r\nTwo".encode()).text == "Ünité\nTwo"
    assert read_file("a.TXT", b"\xef\xbb\xbfOne").text == "One"


def test_a_word_document_is_read_paragraph_by_paragraph():
    document = Document()
    for words in ("A title", "Article 1", "Everyone."):
        document.add_paragraph(words)
    stream = io.BytesIO()
    document.save(stream)
    assert read_file("a.docx", stream.getvalue()).text == "A title\n\nArticle 1\n\nEveryone.\n"


def test_numbers_that_word_prints_by_itself_are_read():
    body = "".join(
        [
            paragraph("Meaning", 7),
            paragraph("It is:", 7, 1),
            paragraph("dry;", 7, 2),
            paragraph("mild.", 7, 2),
            paragraph("very", 7, 3),
            paragraph("It may be windy.", 7, 1),
            paragraph("Holders", 7),
            paragraph("Everyone.", 7, 1),
        ]
    )
    text = read_file("a.docx", word_file(body, numbering=NUMBERING)).text
    assert text.split("\n\n") == [
        "Article 1. Meaning",
        "1. It is:",
        "(a) dry;",
        "(b) mild.",
        "(i) very",
        "2. It may be windy.",
        "Article 2. Holders",
        "1. Everyone.\n",
    ]


def test_tracked_changes_are_read_as_if_accepted_and_reported():
    body = (
        "<w:p><w:r><w:t>States </w:t></w:r><w:del><w:r><w:delText>may</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>shall</w:t></w:r></w:ins><w:r><w:t> act.</w:t></w:r></w:p>"
    )
    reading = read_file("a.docx", word_file(body))
    assert reading.text == "States shall act.\n"
    assert [str(note) for note in reading.notes] == [
        "The document has tracked changes: they were read as if accepted."
    ]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.txt", b"", "“a.txt” is empty."),
        ("a.txt", b" \n ", "“a.txt” holds no words."),
        ("a.txt", b"\x00\x01\x02abc", "“a.txt” is not a text: it holds binary data."),
        ("a.txt", b"%PDF-1.7 x", "“a.txt” is not a text: it holds binary data."),
        (
            "a.txt",
            b"caf\xe9",
            "“a.txt” is not in UTF-8 (byte 3). Please save it as UTF-8 and bring it again.",
        ),
        ("a.txt", b"one\ntwo\x07", "“a.txt” holds a control character (U+0007) in line 2. Please remove it."),
        ("a.txt", b"x" * (10 * 1024 * 1024 + 1), "The text in “a.txt” is longer than 10 MB."),
        ("a.txt", b"x" * 50_000_000, "“a.txt” is larger than 20 MB."),
        (
            "a.exe",
            b"MZ",
            "“a.exe” is neither a plain text (.txt, .md) nor a Word document (.docx) nor Akoma Ntoso (.xml).",
        ),
        ("a.docx", b"no zip", "“a.docx” is not a Word document that can be read."),
        ("a.docx", b"PK\x03\x04broken", "“a.docx” is not a Word document that can be read."),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "“a.docx” is protected by a password. Please remove it and bring the document again.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_one_sentence(name, content, sentence):
    assert refusal(name, content) == sentence


def test_characters_that_turn_the_line_around_are_refused():
    assert "(U+202E) in line 1" in refusal("a.txt", "a\u202eb".encode())


def test_akoma_ntoso_is_read_as_the_text_that_it_holds(shared_data):
    reading = read_file("a.xml", shared_data("akn-examples/BL-023.xml").read_bytes())
    outline = read_structure(reading.text)
    assert [outline.count(kind) for kind in ("title", "article")] == [1, 3]
    assert len(reading.footnotes) == 2
    assert refusal("a.xml", b"<a/>") == "“a.xml” is not an Akoma Ntoso document that can be read."


def test_half_a_character_is_refused():
    with pytest.raises(Unreadable, match="half a character"):
        check_text("a\ud800b", "a.txt")


def test_a_zip_without_a_document_is_no_word_document():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert refusal("a.docx", stream.getvalue()) == "“a.docx” is not a Word document that can be read."


def test_a_document_that_unpacks_to_too_much_is_not_opened():
    bomb = word_file("", bomb="0" * (120 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    assert refusal("a.docx", bomb) == "“a.docx” unpacks to more than a document should. It was not opened."


def test_a_document_of_thousands_of_parts_is_not_opened():
    many = word_file("", **{f"p{number}": "" for number in range(2_100)})
    assert refusal("a.docx", many) == "“a.docx” unpacks to more than a document should. It was not opened."


def test_xml_entities_are_refused_before_they_are_parsed():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "word/document.xml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
        )
    assert refusal("a.docx", stream.getvalue()) == "“a.docx” declares XML entities. It was not opened."


def test_a_refusal_keeps_its_template_and_values_for_translation():
    with pytest.raises(Unreadable) as caught:
        read_file("dir/a.txt", b"")
    assert caught.value.template % caught.value.params == str(caught.value) == "“a.txt” is empty."


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.docx", "a", ""]))
def test_any_bytes_are_read_or_refused(content, name):
    try:
        assert read_file(name, content).text.strip()
    except Unreadable as refused:
        assert str(refused)


@given(st.text(max_size=200))
def test_any_word_paragraph_is_read_or_refused(words):
    body = words.replace("&", "&amp;").replace("<", "&lt;")
    try:
        read_file("a.docx", word_file(paragraph(body.encode("utf-8", "replace").decode())))
    except Unreadable as refused:
        assert str(refused)
