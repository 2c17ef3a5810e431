"""Filled-in forms come in: every row becomes a draft or is listed, whatever was done to the form."""

import csv
import io
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments import services
from comments.intake import Unreadable, read
from comments.models import Draft, Intake
from compilation.forms import FORMS
from compilation.writers import forms
from tests.cast import write_draft
from tests.intake.forms_of import ISO, comma_separated, docx, saved, xlsx

pytestmark = pytest.mark.django_db
ROW = [
    "AR",
    "",
    "Article 2",
    "1",
    "te",
    "Too weak.",
    "States shall cooperate in good faith at all times.",
    "",
]


def brought(recipient, name, content, by):
    intake = services.read_form(recipient, name, content, by=by)
    services.take_in(intake, by=by)
    intake.refresh_from_db()
    return intake


def places(intake):
    return [(row["slug"], row["paragraph"], row["how"]) for row in intake.rows]


def test_a_row_becomes_a_draft_at_its_place(arvenias, anna):
    for name, write in (("f.xlsx", xlsx), ("f.docx", docx), ("f.csv", comma_separated)):
        intake = brought(arvenias, name, write([ISO, ROW]), anna)
        draft = Draft.objects.latest("pk")
        assert places(intake) == [("article-2", "1", "placed")]
        said = draft.entry.label, draft.paragraph, draft.type, draft.explanation
        assert said == ("Article 2", "1", "technical", "Too weak.")
        assert draft.proposed_text == "States shall cooperate in good faith at all times."
        assert intake.counts == {"rows": 1, "placed": 1, "by_wording": 0, "to_place": 0, "comments": 1}
    assert Draft.objects.count() == 3


LABELS = [
    ("2", "1", ("article-2", "1", "placed")),
    ("Art. 1", "para. 2 (a)", ("article-1", "2 (a)", "placed")),
    ("1.2(a)", "", ("article-1", "2 (a)", "placed")),
    ("Artículo 2", "2", ("article-2", "2", "placed")),
    ("المادة ٢", "١", ("article-2", "1", "placed")),
    ("PP2", "", ("pp-2", "", "placed")),
    ("Article 2", "Table 7", ("article-2", "", "placed")),
    ("General", "", ("", "", "placed")),
    ("Annex Z", "", ("", "", "to_place")),
    ("", "", ("", "", "to_place")),
]


def test_labels_as_people_write_them(arvenias, anna):
    rows = [["AR", "", clause, paragraph, "te", "Something.", "", ""] for clause, paragraph, _place in LABELS]
    assert places(brought(arvenias, "f.xlsx", xlsx([ISO, *rows]), anna)) == [place for *_, place in LABELS]


def test_quoted_words_place_a_row_that_names_no_place(arvenias, anna):
    row = ["AR", "", "", "", "te", "The words “should report every two years” bind nobody.", "", ""]
    assert places(brought(arvenias, "f.xlsx", xlsx([ISO, row]), anna)) == [("article-2", "2", "by_wording")]


def test_columns_may_be_renamed_moved_added_dropped_and_translated(arvenias, anna):
    heads = ["Propuesta interna", "Texto propuesto", "Comentarios:", "Artículo", "Párrafo"]
    row = ["Ministry of Justice", "", "Muy débil.", "2", "1"]
    intake = brought(arvenias, "f.xlsx", xlsx([["Formulario"], [], heads, row]), anna)
    assert places(intake) == [("article-2", "1", "placed")]
    assert Draft.objects.get().explanation == ("Muy débil.\n\nPropuesta interna: Ministry of Justice")


def test_merged_cells_and_several_comments_in_a_cell(arvenias, anna):
    rows = [
        ISO,
        ["AR", "", "Article 2", "1", "te", "1. One.\n2. Two.", "", ""],
        ["AR", "", "", "", "te", "Three.", "", ""],
    ]
    intake = brought(arvenias, "f.xlsx", xlsx(rows, merges=("C2:C3", "D2:D3")), anna)
    assert places(intake) == [("article-2", "1", "placed")] * 3
    said = [draft.explanation.partition("\n")[0] for draft in Draft.objects.order_by("pk")]
    assert said == ["One.", "Two.", "Three."]


def test_instructions_that_can_be_applied_are_and_others_are_kept_as_they_are(arvenias, anna):
    rows = [
        ISO,
        ["AR", "", "Article 2", "1", "te", "A", "Replace “good faith” with “full good faith”", ""],
        ["AR", "", "Article 2", "1", "te", "B", "Make this stronger", ""],
    ]
    brought(arvenias, "f.xlsx", xlsx(rows), anna)
    first, second = Draft.objects.order_by("pk")
    assert first.proposed_text == "States shall cooperate in full good faith."
    assert (second.proposed_text, "Proposed change: Make this stronger" in second.explanation) == ("", True)


def test_the_same_file_twice_makes_no_draft_twice_and_keeps_what_was_changed_since(arvenias, anna):
    content = xlsx([ISO, ROW])
    brought(arvenias, "f.xlsx", content, anna)
    draft = Draft.objects.get()
    said = {"explanation": "Changed by hand.", "stance": draft.stance, "proposed_text": ""}
    services.save_draft(arvenias, draft.ref, by=anna, revision=draft.revision, **said)
    brought(arvenias, "again.xlsx", content, anna)
    assert Draft.objects.get().explanation == "Changed by hand."


def test_our_own_forms_come_back_to_their_places(arvenias, round_one, arvenia, anna):
    draft = write_draft(round_one, arvenia, anna, label="Article 1", paragraph="2 (a)")
    for name, format in [(n, f) for n in ("iso", "ippc", "ipcc") for f in FORMS[n][1]]:
        content = forms.write(FORMS[name][0](arvenias, anna), format)
        assert [row.key.draft for row in read(f"f.{format}", content).rows] == [str(draft.ref)]
        intake = brought(arvenias, f"{name}.{format}", content, anna)
        assert places(intake) == [("article-1", "2 (a)", "placed")]
        # A draft that went out in the form comes back as itself, unchanged.
        kept = Draft.objects.get()
        assert (kept.pk, kept.revision, kept.explanation) == (draft.pk, 1, draft.explanation)


def test_the_hidden_key_wins_over_a_label_that_was_changed(arvenias, anna):
    content = forms.write(FORMS["iso"][0](arvenias, anna), "docx")
    document = Document(io.BytesIO(content))
    row = next(
        r for r in document.tables[0].rows if r.cells[2].text == "Article 2" and r.cells[3].text == "2"
    )
    row.cells[2].text, row.cells[5].text = "Article 99", "Every year."
    assert places(brought(arvenias, "f.docx", saved(document), anna)) == [("article-2", "2", "placed")]


@pytest.mark.parametrize(
    ("name", "content"),
    [("f.xlsx", b"no"), ("f.docx", b"PK\x03\x04no"), ("f.pdf", b"%PDF"), ("f.csv", b"a,b\n1,2\n")],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(arvenias, anna, name, content):
    with pytest.raises(Unreadable) as refused:
        services.read_form(arvenias, name, content, by=anna)
    assert len(str(refused.value)) > 20
    assert Intake.objects.count() == 0


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
columns = st.permutations(ISO[:7] + ["Our own column"]).flatmap(
    lambda heads: st.tuples(st.just(heads), st.integers(3, len(heads)))
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(columns=columns, cells=st.lists(st.lists(words, min_size=8, max_size=8), max_size=6))
def test_rows_in_are_comments_out_and_rows_listed(arvenias, anna, columns, cells):
    heads, kept = columns
    heads = list(dict.fromkeys([*heads[:kept], "Comments"]))
    content = comma_separated([heads, *(row[: len(heads)] for row in cells)])
    filled = [
        heads.index(name) for name in ("Comments", "Proposed change", "Our own column") if name in heads
    ]
    said = sum(any(row[i].strip() for i in filled) for row in cells)
    before = Draft.objects.count()
    intake = services.read_form(arvenias, "f.csv", content, by=anna)
    taken = services.take_in(intake, by=anna)
    assert intake.counts["rows"] >= said
    assert taken.drafts + len(taken.left) == intake.counts["rows"]
    assert intake.counts["comments"] == taken.drafts
    assert Draft.objects.count() - before <= taken.drafts


def test_the_command_imports_the_55_real_comments_complete(arvenias, anna, shared_data, tmp_path):
    source = shared_data("iso-commenting/comments.csv").read_text(encoding="utf-8-sig")
    real = list(csv.reader(StringIO(source)))[1:]
    document = Document(shared_data("iso-commenting/iso_comment_template_2012-03.docx"))
    table = document.tables[0]
    for cells in real:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    form = tmp_path / "iso.docx"
    form.write_bytes(saved(document))
    out = StringIO()
    arguments = {"round": "R1", "organisation": "AR", "json": True}
    call_command("import_comments", str(form), dry_run=True, stdout=out, **arguments)
    dry = json.loads(out.getvalue())
    assert (dry["rows"], Draft.objects.count(), Intake.objects.count()) == (55, 0, 0)
    out = StringIO()
    call_command("import_comments", str(form), stdout=out, **arguments)
    assert json.loads(out.getvalue()) == dry
    intake = Intake.objects.get()
    assert dry["placed"] + dry["by_wording"] + dry["to_place"] == dry["rows"]
    for row in intake.rows:
        if row["how"] == "to_place":
            services.mend_row(intake, row["number"], "", by=anna)
    services.take_in(intake, by=anna)
    said = [draft.explanation + draft.proposed_text for draft in Draft.objects.order_by("pk")]
    assert len(said) == 55
    for cells in real:
        assert any(cells[5].strip() in text and cells[6].strip() in text for text in said), cells


def test_the_command_says_what_is_wrong(arvenias, anna, tmp_path):
    form = tmp_path / "f.xlsx"
    form.write_bytes(xlsx([ISO, ROW]))
    for bad in ({"round": "9"}, {"organisation": "XX"}, {"by": "nobody@x.example"}):
        with pytest.raises(CommandError):
            call_command("import_comments", str(form), **({"round": "1", "organisation": "AR"} | bad))
    with pytest.raises(CommandError):
        call_command("import_comments", str(tmp_path / "none.xlsx"), round="1", organisation="AR")
