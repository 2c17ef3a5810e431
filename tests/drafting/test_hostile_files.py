"""Files that mean harm or are merely broken: one clear sentence, and nothing of them in the database."""

import random
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting import services
from drafting.models import Declaration, Step, Upload
from drafting.text.reading import Unreadable
from drafting.text.word_changes import read_tracked
from drafting.text.word_reading import Refused as NotWord
from tests.cast import TEXT
from tests.drafting.conftest import everything
from tests.drafting.test_commands import run
from tests.text.test_reading import paragraph, word_file
from tests.text.test_succession import units, versions

ENTITIES = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
FILES = {
    "control.txt": (TEXT.replace("good", "go\x07od").encode(), "control character (U+0007) in line 19"),
    "half.txt": (
        TEXT.replace("good", "go\ud800od").encode("utf-8", "surrogatepass"),
        "is not in UTF-8 (byte ",
    ),
    "turned.txt": (TEXT.replace("good", "go\u202eod").encode(), "(U+202E) in line 19"),
    "isolated.txt": (TEXT.replace("good", "go\u2066od").encode(), "(U+2066) in line 19"),
    "long.txt": (TEXT.encode() + b"word " * (2 * 1024 * 1024 + 100), "is longer than 10 MB"),
    "lines.txt": (TEXT.encode() + b"1. x\n" * 50_001, "has more than 50000 lines"),
    "entities.xml": (ENTITIES, "declares XML entities. It was not opened."),
    "bomb.docx": (word_file(paragraph("x"), bomb="0" * (110 * 1024 * 1024)), "unpacks to more than"),
    "torn.docx": (word_file(paragraph("Article 1"))[:-40], "is not a Word document that can be read."),
    "noarticle.txt": (b"A title\n\nRecalling nothing at all,\n", "No Article was found"),
}


def nothing_of(before):
    return everything() == before and not Upload.objects.filter(name__in=FILES).exists()


@pytest.mark.parametrize("name", FILES)
def test_the_command_refuses_with_one_sentence(name, declaration, expert, tmp_path):
    content, sentence = FILES[name]
    path = tmp_path / name
    path.write_bytes(content)
    before = everything()
    for options in ({}, {"declaration": declaration.slug}):
        with pytest.raises(CommandError, match=re.escape(sentence)) as caught:
            run("import_draft", path, **options)
        assert (str(caught.value).count("\n"), nothing_of(before)) == (0, True)
    assert Declaration.objects.count() == 1


@pytest.mark.parametrize("name", [name for name in FILES if name != "noarticle.txt"])
def test_the_form_says_the_same_beside_the_file(name, declaration, expert_in):
    content, sentence = FILES[name]
    before = everything()
    for purpose in ("", f"next:{declaration.slug}"):
        sent = {"file": SimpleUploadedFile(name, content), "purpose": purpose}
        answer = expert_in.post(reverse("import"), sent)
        assert answer.status_code == 422
        assert sentence in " ".join(answer.context["form"].errors["file"])
        assert nothing_of(before)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.replace("(b) cooperation", "(d) cooperation"), "Article 1"),
        (
            TEXT.replace("2. States should", "1. States should"),
            "Article 2 prints the number “1.” more than once.",
        ),
        (TEXT.replace("Article 3.", "Article 2."), "is printed “Article 2"),
        (TEXT.replace("(a) preventive", "(a preventive"), "Article 1"),
    ],
)
def test_numbers_that_do_not_add_up_lose_no_word(text, said, expert, tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(text)
    upload = services.keep_upload("draft.txt", text.encode(), by=expert)
    made = services.import_upload(upload, by=expert)
    standing = services.working_text(made)
    shown = " ".join(f"{p.wording.heading} {p.wording.text}" for p in standing)
    lost = set(re.findall(r"\w{3,}", text)) - set(re.findall(r"\w{3,}", shown)) - {"Part", "Article"}
    assert lost == set()
    notes = [template % params for template, params in upload.report["notes"]]
    assert any(said in note for note in notes) or said == "Article 1"


WILD = st.text(st.characters(), max_size=200)
MARKS = [
    "Article 1",
    "Article",
    "Part I",
    "1.",
    "(a)",
    "((",
    "2.2.2",
    "\u202e",
    "\x00",
    "\ud800",
    "\ufeff",
    "\n",
]
SALAD = st.lists(st.sampled_from([*MARKS, "\n\n", "shall act", "第四条", "المادة 1"]), max_size=30).map(
    " ".join
)
FUZZ = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@given(st.one_of(WILD, SALAD, SALAD.map(lambda text: f"{TEXT}\n{text}")))
def test_whatever_is_brought_is_imported_whole_or_not_at_all(expert, text):
    content = text.encode("utf-8", "surrogatepass")
    with transaction.atomic():
        before = everything()
        try:
            upload = services.keep_upload("wild.txt", content, by=expert)
            made = services.import_upload(upload, by=expert)
        except (Unreadable, services.Refused) as refusal:
            assert str(refusal)
            assert everything() == before
        else:
            assert [p.wording.text for p in services.working_text(made)] == [unit[3] for unit in upload.units]
        transaction.set_rollback(True)


@FUZZ
@given(versions())
def test_a_next_version_loses_nothing_and_says_what_became_of_each(expert, texts):
    old, new = texts
    with transaction.atomic():
        upload = _brought(expert, [*old, ("article", "", "Always here.")])
        declaration = services.import_upload(upload, by=expert)
        was = {str(p.provision.uid) for p in services.working_text(declaration)}
        later = _brought(expert, [*new, ("article", "", "Always here.")], next_of=declaration)
        try:
            services.import_next(later, by=expert)
        except services.Refused as refusal:
            assert "exactly what the text says" in str(refusal)
        else:
            standing = services.working_text(declaration)
            assert [(p.wording.heading, p.wording.text) for p in standing] == [
                (u[2], u[3]) for u in later.units
            ]
            now = {str(p.provision.uid) for p in standing}
            left = Step.objects.filter(provision__declaration=declaration, act__in=["deleted", "merged"])
            assert {str(step.provision.uid) for step in left} == was - now
            come = Step.objects.filter(provision__declaration=declaration, act__in=["added", "split"])
            assert {str(step.provision.uid) for step in come} == now - was
        transaction.set_rollback(True)


def _brought(by, rows, **brought_for):
    """An Upload of these provisions as if a file had held them."""
    kinds = {"PP": "preambular", "Part": "part", "Article": "article"}
    kept = services.keep_upload("some.txt", TEXT.encode(), by=by, title="Some", **brought_for)
    kept.units = [[kinds[unit.kind], False, unit.heading, unit.text, ""] for unit in units(rows)]
    kept.save()
    return kept


def test_a_torn_word_file_is_read_or_refused_wherever_it_is_torn():
    whole = word_file(
        "<w:p><w:ins w:author='A' w:date='x'><w:r><w:t>in</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>out</w:delText></w:r></w:del></w:p>"
    )
    assert read_tracked(whole).after == "in\n"
    chance = random.Random(3)
    for _time in range(300):
        torn = bytearray(whole)
        for _byte in range(chance.randint(1, 6)):
            torn[chance.randrange(len(torn))] = chance.randrange(256)
        try:
            assert read_tracked(bytes(torn[: chance.randint(1, len(torn))])).after
        except NotWord as refusal:
            assert str(refusal)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (FILES["bomb.docx"][0], "unpacks to more than"),
        (b"no zip", "is not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "protected by a password"),
    ],
)
def test_word_that_comes_back_is_refused_likewise(content, sentence):
    with pytest.raises(NotWord, match=sentence):
        read_tracked(content)
