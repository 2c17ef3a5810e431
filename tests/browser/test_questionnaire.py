"""From a questionnaire that is sent to the compiled report of its replies, in a browser."""

from datetime import timedelta

import pytest

from circulation import services as circulation
from circulation.models import Round
from mandate.models import Question, Questionnaire, QuestionText
from stakeholders import clock
from stakeholders.models import Notice, User
from stakeholders.records import record_save
from tests.cast import make_declaration, member, party, person


@pytest.fixture
def asking(transactional_db):
    """A round on two questions in two languages, approved and not opened yet, to two parties."""
    expert = person("elin@travaux.example", "Elin", "expert")
    person("ada@travaux.example", "Ada", "administrator")
    declaration = make_declaration("Declaration on a small matter", expert)
    made = Questionnaire.objects.create(mandate=declaration.mandate, slug="q", title="Two questions")
    for letter, text, spanish in (("a", "What is it?", "¿Qué es?"), ("b", "Who does it?", "¿Quién?")):
        question = Question.objects.create(questionnaire=made, letter=letter, text=text, note="A note.")
        QuestionText.objects.create(question=question, language="es", text=spanish, note="Una nota.")
    states = [party("AR", "Republic of Arvenia", "Arvenia", "member_state"),
              party("TK", "Kingdom of Tolmark", "Tolmark", "member_state")]  # fmt: skip
    for state, name in zip(states, ("Anna", "Tomas"), strict=True):
        member(state, f"{name.lower()}@example.org", name)
    now = clock.now()
    round = Round(
        declaration=declaration, questionnaire=made, number=1, title="Questionnaire", kind="questions",
        opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=9), cover_text="{party}: {link}",
    )  # fmt: skip
    record_save(round, by=expert)
    circulation.add_recipients(round, states, by=expert)
    circulation.approve_round(round, by=expert)
    return round


def test_from_the_questionnaire_sent_to_the_compiled_report(
    new_page, page_without_scripts, sign_in, asking, axe
):
    users = {user.name: user for user in User.objects.all()}
    office = sign_in(new_page(), users["Ada"])
    office.goto(f"/admin/circulation/round/{asking.pk}/opening/")
    office.get_by_role("button", name="Open").click()
    assert Notice.objects.filter(kind="opened").count() == 2

    anna = sign_in(page_without_scripts, users["Anna"])
    anna.goto(f"{asking.get_absolute_url()}parties/AR/?text=es")
    assert "¿Quién?" in anna.inner_text("main") and "Una nota." in anna.inner_text("main")
    for letter, words in (("a", "Acting together."), ("b", "Everybody.")):
        anna.goto(f"{asking.get_absolute_url()}parties/AR/")
        anna.get_by_role("link", name=f"Reply to ({letter})").click()
        anna.get_by_label("Your reply").fill(words)
        anna.get_by_role("button", name="Save draft").click()
    anna.goto(f"{asking.get_absolute_url()}parties/AR/submission/")
    anna.get_by_role("button", name="Submit").click()
    assert "R1-AR/1" in anna.inner_text("main")

    tomas = sign_in(new_page(), users["Tomas"])
    tomas.goto(f"{asking.get_absolute_url()}parties/TK/nil-return/")
    tomas.get_by_role("button", name="Send").click()
    assert asking.recipients.get(organisation__code="TK").state == "nil"

    elin = sign_in(new_page(), users["Elin"])
    elin.goto(f"{asking.get_absolute_url()}questionnaire/")
    axe(elin)
    elin.get_by_label("Observations of the Independent Expert on the replies to (a)").fill("One reply.")
    elin.locator("#question-a").get_by_role("button", name="Keep the observations").click()
    elin.get_by_role("link", name="Documents of this round").click()
    with elin.expect_download() as caught:
        elin.get_by_label("By question .pdf").click()
    assert caught.value.path().read_bytes().startswith(b"%PDF")
