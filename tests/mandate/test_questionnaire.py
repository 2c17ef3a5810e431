"""A questionnaire stays as it was sent: a change afterwards is refused with a clear sentence."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mandate import services
from mandate.models import Question, Questionnaire, QuestionText

pytestmark = pytest.mark.django_db


@pytest.fixture
def questionnaire(mandate):
    made = Questionnaire.objects.create(mandate=mandate, slug="q", title="Eight questions")
    question = Question.objects.create(questionnaire=made, letter="a", text="What?", note="A note.")
    QuestionText.objects.create(question=question, language="es", text="¿Qué?", note="Una nota.")
    return made


def test_before_it_is_sent_it_is_not_public_and_afterwards_it_is(client, questionnaire, secretariat):
    assert client.get(questionnaire.get_absolute_url()).status_code == 404
    services.send_questionnaire(questionnaire, by=secretariat, on=date(2009, 5, 4))
    page = client.get(f"{questionnaire.get_absolute_url()}?text=es").content.decode()
    assert "Monday 4 May 2009" in page
    assert "¿Qué?" in page


def test_a_change_afterwards_is_refused_with_a_sentence(client_of, questionnaire, secretariat):
    browser = client_of(secretariat)
    address = f"/admin/mandate/questionnaire/{questionnaire.pk}/"
    assert browser.post(f"{address}sending/").status_code == 302
    questionnaire.refresh_from_db()
    question = questionnaire.questions.get()
    said = {
        "mandate": questionnaire.mandate_id,
        "slug": "q",
        "title": "Nine questions",
        "language": "en",
        "questions-TOTAL_FORMS": "1",
        "questions-INITIAL_FORMS": "1",
        "questions-0-id": question.pk,
        "questions-0-questionnaire": questionnaire.pk,
        "questions-0-letter": "a",
        "questions-0-text": "Something else?",
    }
    shown = browser.post(f"{address}change/", said).content.decode()
    assert "stays as it was sent. Draw up another one." in shown
    assert "Something else?" in shown
    question.refresh_from_db()
    assert question.text == "What?"


def test_it_is_sent_once_and_not_without_a_question(questionnaire, mandate, secretariat):
    services.send_questionnaire(questionnaire, by=secretariat)
    with pytest.raises(ValidationError, match="stays as it was sent"):
        services.send_questionnaire(questionnaire, by=secretariat)
    empty = Questionnaire.objects.create(mandate=mandate, slug="e", title="None")
    with pytest.raises(ValidationError, match="without a question"):
        services.send_questionnaire(empty, by=secretariat)


def test_a_translation_cannot_be_added_afterwards(questionnaire, secretariat):
    services.send_questionnaire(questionnaire, by=secretariat)
    text = QuestionText(question=questionnaire.questions.get(), language="fr", text="Quoi ?")
    with pytest.raises(ValidationError, match="stays as it was sent"):
        text.full_clean()
