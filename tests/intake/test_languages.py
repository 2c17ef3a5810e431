"""Forms in the languages of a round: headings by the catalogue, the text where it is translated; all comes back."""

import io

import openpyxl
import pytest
from django.conf import settings
from django.utils import translation
from docx import Document

from comments import services
from comments.intake.columns import OURS, meaning_of
from comments.intake.saying import type_of
from comments.models import Draft, Intake
from comments.models.anchored import Type
from compilation.forms import FORMS
from compilation.writers import forms
from drafting.services import import_translation
from tests.cast import write_draft
from tests.drafting.test_translation import brought as brought_text
from tests.intake.forms_of import saved, xlsx

pytestmark = pytest.mark.django_db
SITE = [code for code, _name in settings.LANGUAGES]

# Headings as capitals write them, in the columns of the ISO form; the last column is somebody's own.
HEADINGS = {
    "fr": [
        *("Comité membre", "Numéro de ligne", "Clause/Paragraphe", "Paragraphe/Figure/Tableau"),
        *(
            "Type de commentaire",
            "Commentaires",
            "Modification proposée",
            "Observations du secrétariat",
            "Suivi",
        ),
    ],
    "es": [
        *("Organismo miembro", "Número de línea", "Cláusula/Subcláusula", "Párrafo/Figura/Tabla"),
        *(
            "Tipo de comentario",
            "Comentarios",
            "Cambio propuesto",
            "Observaciones de la Secretaría",
            "Nota propia",
        ),
    ],
    "ar": [
        *("الهيئة العضو", "رقم السطر", "البند/البند الفرعي", "الفقرة/الشكل/الجدول", "نوع التعليق"),
        *("التعليقات", "التعديل المقترح", "ملاحظات الأمانة", "متابعة"),
    ],
    "ru": [
        *("Страна", "Номер строки", "Пункт/подпункт", "Пункт/рисунок/таблица", "Тип замечания"),
        *("Замечания", "Предлагаемое изменение", "Замечания секретариата", "Исполнитель"),
    ],
    "zh": [
        *("国家", "行号", "条款/子条款", "段落/图/表", "意见类型", "意见", "修改建议", "秘书处意见", "负责人")
    ],
}
MEANINGS = ["party", "line", "clause", "paragraph", "type", "comment", "proposed", "observations"]


@pytest.fixture
def translated(version, secretariat):
    return import_translation(brought_text(version, secretariat), by=secretariat)


@pytest.fixture
def in_spanish(arvenias, translated):
    arvenias.round.version.refresh_from_db()
    return arvenias


def made(recipient, form, format, user, language):
    locale = "zh-hans" if language == "zh" else language
    with translation.override(locale):
        return forms.write(FORMS[form][0](recipient, user, language), format)


@pytest.mark.parametrize("language", HEADINGS)
def test_a_form_with_translated_headings_comes_in_complete(arvenias, anna, language):
    headings = HEADINGS[language]
    assert [meaning_of(heading) for heading in headings[:-1]] == MEANINGS
    row = ["AR", "", "2", "1", "te", "Too weak.", "States shall cooperate in good faith always.", "", "Mine"]
    intake = services.read_form(arvenias, "f.xlsx", xlsx([headings, row]), by=anna)
    services.take_in(intake, by=anna)
    draft = Draft.objects.get()
    assert (draft.entry.label, draft.paragraph, draft.type) == ("Article 2", "1", "technical")
    assert draft.explanation == f"Too weak.\n\n{headings[-1]}: Mine"
    assert draft.proposed_text == "States shall cooperate in good faith always."


def test_every_heading_and_type_of_our_own_is_known_in_the_words_of_every_catalogue():
    for code in SITE:
        with translation.override(code):
            for heading, meaning in OURS.items():
                assert meaning_of(translation.gettext(heading)) == meaning, (code, heading)
            for value, label in Type.choices:
                assert type_of(str(label)) == value, (code, value)


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_every_form_goes_out_in_every_language_and_back_in(arvenias, round_one, arvenia, anna, language):
    said = {"explanation": "Too weak.", "type": "editorial", "proposed_text": "States shall cooperate."}
    draft = write_draft(round_one, arvenia, anna, paragraph="1", **said)
    for form, format in (("iso", "xlsx"), ("iso", "docx"), ("ippc", "docx"), ("ipcc", "xlsx")):
        file = made(arvenias, form, format, anna, language)
        intake = services.read_form(arvenias, f"f.{format}", file, by=anna)
        assert intake.counts == {"rows": 1, "placed": 1, "by_wording": 0, "to_place": 0, "comments": 1}
        services.take_in(intake, by=anna)
        draft.refresh_from_db()
        assert ({name: getattr(draft, name) for name in said}, Draft.objects.count()) == (said, 1)


def test_the_text_goes_out_in_a_translation_and_its_changes_stand_on_that(in_spanish, anna):
    document = Document(io.BytesIO(made(in_spanish, "text", "docx", anna, "es")))
    words = "Los Estados deberían informar cada dos años."
    paragraph = next(p for p in document.paragraphs if words in p.text)
    paragraph.runs[-1].text = paragraph.runs[-1].text.replace("dos años", "año")
    file = saved(document)
    intake = services.read_form(in_spanish, "texto.docx", file, by=anna)
    assert (intake.language, intake.counts["rows"], intake.counts["placed"]) == ("es", 1, 1)
    services.take_in(intake, by=anna)
    draft = Draft.objects.get()
    assert (draft.entry.language, draft.entry.label, draft.paragraph) == ("es", "Article 2", "2")
    assert (draft.base_words, draft.proposed_text) == (words, "Los Estados deberían informar cada año.")
    assert draft.language == "es"


def test_a_translation_that_was_typed_anew_is_known_by_its_words(in_spanish, anna):
    document = Document()
    for entry in in_spanish.round.version.entries.in_language("es").for_list():
        for line in entry.lines:
            document.add_paragraph(line["words"].replace("cada dos años", "cada año"))
    intake = services.read_form(in_spanish, "texto.docx", saved(document), by=anna)
    assert intake.language == "es"
    assert [(row["slug"], row["paragraph"], row["how"]) for row in intake.rows] == [
        ("article-2", "2", "by_wording")
    ]


def test_the_page_offers_the_languages_and_says_which_have_the_text(client_of, in_spanish, anna):
    page = f"/declarations/{in_spanish.round.declaration.slug}/rounds/1/parties/AR/forms/"
    browser = client_of(anna)
    shown = browser.get(f"{page}?language=es").content.decode()
    assert ('value="es" lang="es" selected' in shown, "iso.xlsx?language=es" in shown) == (True, True)
    assert shown.count("with the text") == 2
    assert "iso.xlsx?language=en" in browser.get(f"{page}?language=xx").content.decode()
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"{page}iso.xlsx?language=ar").content))
    assert book.active.sheet_view.rightToLeft is True
    text = Document(io.BytesIO(browser.get(f"{page}text.docx?language=es").content))
    assert any("Los Estados cooperarán" in p.text for p in text.paragraphs)
    assert Intake.objects.count() == 0
