"""Replies to a questionnaire: the same circulation, workspace, clearance, submission, receipt and compilation."""

import uuid
from datetime import timedelta

import pytest

from circulation import services as circulation
from circulation.models import Recipient, Round
from comments import services
from comments.models import Comment, Draft, Observation
from comments.services import replying
from compilation import services as compilation
from drafting.services import Refused
from mandate.models import Mandate, Question, Questionnaire, QuestionText
from stakeholders import clock
from stakeholders.models import Notice
from stakeholders.records import record_save

pytestmark = pytest.mark.django_db


@pytest.fixture
def questionnaire(mandate):
    made = Questionnaire.objects.create(mandate=mandate, slug="q", title="Two questions")
    for letter, text, spanish in (("a", "What is it?", "¿Qué es?"), ("b", "Who does it?", "¿Quién?")):
        question = Question.objects.create(
            questionnaire=made, letter=letter, text=text, note=f"Note {letter}."
        )
        QuestionText.objects.create(question=question, language="es", text=spanish, note="Nota.")
    return made


@pytest.fixture
def preparation(questionnaire, declaration, administrator, expert, arvenia, tolmark, coastal):
    now = clock.now()
    round = Round(
        declaration=declaration, questionnaire=questionnaire, number=1, title="Questionnaire", kind="questions",
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=10), cover_text="{party}: {link}",
    )  # fmt: skip
    record_save(round, by=administrator)
    circulation.add_recipients(round, [arvenia, tolmark, coastal], by=administrator)
    circulation.approve_round(round, by=expert)
    return round


@pytest.fixture
def asking(preparation, administrator):
    return circulation.open_round(preparation, by=administrator)


def reply(round, party, by, letter, text, **more):
    recipient = Recipient.objects.get(round=round, organisation=party)
    said = {
        "explanation": text,
        "stance": "support_with_change",
        "proposed_text": "",
        "type": "general",
    } | more
    question = round.questionnaire.questions.get(letter=letter)
    return services.save_draft(recipient, uuid.uuid4(), by=by, revision=0, question=question, **said)


def publish(round, administrator, expert):
    round.refresh_from_db()
    round.state = Round.State.CLOSED
    round.save()
    circulation.begin_compilation(round, by=administrator)
    round.refresh_from_db()
    circulation.begin_consideration(round, by=administrator)
    round.refresh_from_db()
    services.pass_screening(round, by=expert)
    services.publish_responses(round, by=expert)
    round.refresh_from_db()


def workspace_of(round, code="AR"):
    return f"{round.get_absolute_url()}parties/{code}/"


def test_opening_sends_the_questionnaire_and_writes_to_every_contact_point(
    preparation, administrator, anna, tomas
):
    round = circulation.open_round(preparation, by=administrator)
    round.questionnaire.refresh_from_db()
    assert (round.questionnaire.is_sent, round.questionnaire.sent_by) == (True, administrator)
    assert sorted(Notice.objects.values_list("to", flat=True)) == [anna.email, tomas.email]


def test_a_question_changed_after_the_approval_must_be_approved_again(preparation, administrator):
    question = preparation.questionnaire.questions.get(letter="a")
    question.text = "What was it?"
    record_save(question, by=administrator)
    with pytest.raises(Refused, match="has not approved text"):
        circulation.open_round(preparation, by=administrator)


def test_a_questionnaire_of_another_mandate_or_without_a_question_is_not_sent(
    preparation, administrator, expert
):
    other = Mandate.objects.create(slug="other", title="Another")
    preparation.questionnaire = Questionnaire.objects.create(mandate=other, slug="e", title="None")
    record_save(preparation, by=administrator)
    assert circulation.preview_opening(preparation)["obstacles"][:2] == [
        "The questionnaire is one of another mandate.",
        "A questionnaire without a question is not sent.",
    ]


def test_a_delegate_sees_each_question_with_its_note_in_its_language_and_replies(asking, client_of, anna):
    browser = client_of(anna)
    page = browser.get(f"{workspace_of(asking)}?text=es").content.decode()
    assert "¿Qué es?" in page and "Nota." in page and '?question=a"' in page
    form = browser.get(f"{workspace_of(asking)}drafts/?question=a&text=es")
    draft = form.context["draft"]
    assert (str(draft.place), form.context["words"].text) == ("Question (a)", "¿Qué es?")
    said = {
        "question": "a", "revision": "0", "type": "general", "stance": "support_with_change",
        "weight": "comment", "explanation": "It is acting together.", "language": "en", "publication": "public",
    }  # fmt: skip
    assert browser.post(draft.get_absolute_url(), said).status_code == 302
    kept = Draft.objects.get()
    assert (kept.question.letter, kept.entry, kept.explanation) == ("a", None, "It is acting together.")
    page = browser.get(workspace_of(asking)).content.decode()
    assert "Go on with the reply" in page


def test_a_place_that_is_no_question_is_not_found(asking, client_of, anna):
    browser = client_of(anna)
    for query in ("", "?question=z", "?place=article-1"):
        assert browser.get(f"{workspace_of(asking)}drafts/{query}").status_code == 404


def test_two_people_who_reply_to_one_question_at_once_both_keep_their_words(asking, arvenia, anna, dara):
    first = reply(asking, arvenia, anna, "a", "Mine.")
    with pytest.raises(services.Conflict) as met:
        reply(asking, arvenia, dara, "a", "No, mine.")
    assert met.value.kept == first


def test_submitting_freezes_the_replies_with_the_hash_of_what_was_asked(asking, arvenia, anna):
    reply(asking, arvenia, anna, "b", "Everybody.")
    reply(asking, arvenia, anna, "a", "Acting together.")
    sent = services.submit(asking.recipients.get(organisation=arvenia), by=anna)
    assert [(c.ref, str(c.place)) for c in sent.comments.order_by("serial")] == [
        ("R1-AR-001", "Question (a)"),
        ("R1-AR-002", "Question (b)"),
    ]
    assert f'"questionnaire":"{asking.questionnaire.sha256}"' in sent.record
    assert services.check_receipt(sent.reference, sent.sha256)


def test_an_empty_reply_stands_in_the_way_and_a_nil_return_is_an_answer(
    asking, arvenia, tolmark, anna, tomas
):
    reply(asking, arvenia, anna, "a", " ")
    with pytest.raises(Refused, match="nothing is said yet"):
        services.submit(asking.recipients.get(organisation=arvenia), by=anna)
    nil = services.answer_without_comments(asking.recipients.get(organisation=tolmark), "nil", by=tomas)
    assert nil.recipient.state == Recipient.State.NIL


def test_others_read_replies_and_observations_only_once_they_are_published(
    asking, arvenia, anna, tomas, expert, administrator, client, client_of
):
    reply(asking, arvenia, anna, "a", "Acting together.")
    services.submit(asking.recipients.get(organisation=arvenia), by=anna)
    question = asking.questionnaire.questions.get(letter="a")
    services.observe(asking, question, "They agree.", by=expert)
    address = f"{asking.get_absolute_url()}questionnaire/"
    for browser, sees, observed in (
        (client, False, False),
        (client_of(tomas), False, False),
        (client_of(anna), True, False),
        (client_of(expert), True, True),
    ):
        page = browser.get(address).content.decode()
        assert ("Acting together." in page, "They agree." in page) == (sees, observed)
    publish(asking, administrator, expert)
    page = client.get(address).content.decode()
    assert "Acting together." in page and "They agree." in page
    with pytest.raises(Refused, match="published as they stand"):
        services.observe(asking, question, "They do not.", by=expert)


def test_observations_are_kept_by_those_who_draft_and_by_nobody_else(
    asking, client, client_of, anna, olga, secretariat
):
    address = f"{asking.get_absolute_url()}questionnaire/a/observations/"
    assert client.post(address, {"text": "x"}).status_code == 302
    assert client_of(anna).post(address, {"text": "x"}).status_code == 403
    assert client_of(secretariat).get(address).status_code == 405
    missing = f"{asking.get_absolute_url()}questionnaire/z/observations/"
    assert client_of(secretariat).post(missing, {"text": "x"}).status_code == 404
    assert Observation.objects.count() == 0
    assert client_of(secretariat).post(address, {"text": "Few replied."}).status_code == 302
    kept = Observation.objects.get()
    assert (kept.question.letter, kept.text, kept.by) == ("a", "Few replied.", secretariat)


def test_a_round_on_a_text_has_no_replies_by_question(round_one, client):
    assert client.get(f"{round_one.get_absolute_url()}questionnaire/").status_code == 404


def test_every_page_of_the_round_works_without_a_version(
    asking, arvenia, anna, expert, administrator, client, client_of
):
    reply(asking, arvenia, anna, "a", "Acting together.")
    services.submit(asking.recipients.get(organisation=arvenia), by=anna)
    base, text = asking.get_absolute_url(), asking.declaration.get_absolute_url()
    comment = Comment.objects.get()
    own, drafter, office = client_of(anna), client_of(expert), client_of(administrator)
    for browser, address in (
        (client, "/"), (client, text), (client, base), (own, workspace_of(asking)),
        (own, comment.draft.get_absolute_url()), (own, f"{workspace_of(asking)}submission/"),
        (own, f"{workspace_of(asking)}clearance/"), (own, f"{workspace_of(asking)}attachments/"),
        (own, f"{workspace_of(asking)}nil-return/"), (own, comment.get_absolute_url()),
        (own, comment.submission.get_absolute_url()), (drafter, f"{base}dashboard/"),
        (drafter, f"{base}dashboard/recipients/"), (drafter, f"{base}compilation/"),
        (drafter, f"{base}publication/"), (drafter, f"{base}screening/"), (drafter, f"{base}concerns/"),
        (drafter, f"{text}desk/?round=1"), (drafter, f"{text}desk/general/?round=1"),
        (drafter, f"{text}comments/?round=1"), (drafter, f"{workspace_of(asking)}deposit/"),
        (drafter, comment.get_absolute_url()), (drafter, f"{comment.get_absolute_url()}response/"),
        (office, f"/admin/circulation/round/{asking.pk}/change/"), (office, f"{base}dashboard/stances.svg"),
    ):  # fmt: skip
        assert (address, browser.get(address).status_code) == (address, 200)
    assert own.get(f"{workspace_of(asking)}forms/").status_code == 404


def test_replies_are_compiled_by_question_by_contributor_and_by_category(
    asking, arvenia, coastal, anna, noor, expert, administrator
):
    for party, person, text in ((arvenia, anna, "Acting together."), (coastal, noor, "Listening first.")):
        reply(asking, party, person, "a", text)
        services.submit(asking.recipients.get(organisation=party), by=person)
    services.observe(asking, asking.questionnaire.questions.get(letter="a"), "They agree.", by=expert)
    made = compilation.layouts_for(asking, expert)
    assert list(made) == ["matrix", "questions", "category", "contributor"]
    assert {"questions", "category"} & set(compilation.layouts_for(_on_text(asking), expert)) == set()
    for layout in ("questions", "category", "contributor"):
        for format in made[layout].formats:
            assert len(compilation.compile_round(asking, layout, format, expert)) > 1_000


def test_the_paper_by_question_holds_note_reply_party_and_room_for_observations(
    asking, arvenia, anna, expert
):
    reply(asking, arvenia, anna, "a", "Acting together.")
    services.submit(asking.recipients.get(organisation=arvenia), by=anna)
    services.observe(asking, asking.questionnaire.questions.get(letter="a"), "They agree.", by=expert)
    paper = compilation.layouts_for(asking, expert)["questions"].make(asking, expert, clock.now())
    said = [getattr(b, "text", None) or "".join(run.text for run in b.runs) for b in paper.blocks][2:]
    assert said == [
        "Question (a)", "What is it?", "Note a.", "Arvenia [R1-AR-001]", "Acting together.",
        "Observations of the Independent Expert", "They agree.",
        "Question (b)", "Who does it?", "Note b.", "Observations of the Independent Expert", "…",
    ]  # fmt: skip


def test_a_letter_that_replies_is_entered_question_by_question(asking, tolmark, secretariat, client_of):
    page = client_of(secretariat).get(f"{workspace_of(asking, 'TK')}deposit/").content.decode()
    assert "(b) Who does it?" in page
    sent = by_letter(asking, tolmark, secretariat, clock.now() - timedelta(hours=2), a="On a.", b="On b.")
    assert [(str(c.place), c.explanation) for c in sent.comments.order_by("serial")] == [
        ("Question (a)", "On a."),
        ("Question (b)", "On b."),
    ]
    with pytest.raises(Refused, match="Say which question"):
        by_letter(asking, tolmark, secretariat, clock.now(), z="On nothing.")


def by_letter(round, party, by, received_at, **replies):
    said = {"name": "letter.pdf", "content": b"%PDF-1.7", "channel": "letter", "reference": "TK/1"}
    recipient = round.recipients.get(organisation=party)
    kept = services.keep_deposit(recipient, received_at=received_at, by=by, replies=replies, **said)
    page = kept.get_absolute_url()
    assert page.startswith(workspace_of(round, party.code))
    return services.enter_deposit(kept, by=by)


def test_a_questionnaire_of_earlier_years_is_entered_with_its_own_dates_and_nobody_is_written_to(
    preparation, tolmark, administrator, secretariat, client
):
    with pytest.raises(Refused, match="has not ended yet"):
        circulation.enter_past_round(preparation, by=administrator)
    then = clock.now() - timedelta(days=400)
    preparation.opens_at, preparation.closes_at = then, then + timedelta(days=60)
    record_save(preparation, by=administrator)
    round = circulation.enter_past_round(preparation, by=administrator)
    assert (round.state, round.entered_afterwards is not None, Notice.objects.count()) == ("closed", True, 0)
    assert round.questionnaire.sent_on == then.date()
    sent = by_letter(round, tolmark, secretariat, then + timedelta(days=30), a="On a.")
    assert (sent.received_at, sent.minutes_late) == (then + timedelta(days=30), 0)
    assert "entered afterwards on" in client.get(round.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="opened already"):
        circulation.enter_past_round(round, by=administrator)


def test_an_administrator_prepares_a_round_on_a_questionnaire_and_not_on_both(
    questionnaire, declaration, version, administrator, client_of
):
    browser, address = client_of(administrator), "/admin/circulation/round/add/"
    said = {
        "title": "Questionnaire", "kind": "first", "opens_at_0": "2026-12-01", "opens_at_1": "09:00",
        "closes_at_0": "2027-01-15", "closes_at_1": "18:00",
        "late_policy": "marked", "visibility": "independent", "publication": "answered", "cover": "note",
        "cover_text": "{link}", "questionnaire": questionnaire.pk, "version": version.pk,
    }  # fmt: skip
    said |= {f"covers-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    assert "one of the two" in browser.post(address, said).content.decode()
    made = browser.post(address, said | {"version": ""})
    assert made.status_code == 302, made.context["adminform"].form.errors
    round = Round.objects.get()
    assert (round.declaration, round.questionnaire, round.kind, round.number) == (
        declaration,
        questionnaire,
        "questions",
        1,
    )


def test_the_number_of_queries_does_not_grow_with_the_replies(
    asking, arvenia, tolmark, coastal, anna, tomas, noor, expert, client_of, django_assert_num_queries
):
    browser = client_of(expert)
    address = f"{asking.get_absolute_url()}questionnaire/"

    def sent(party, person):
        for letter in "ab":
            reply(asking, party, person, letter, "Something.")
        services.submit(asking.recipients.get(organisation=party), by=person)

    sent(arvenia, anna)
    browser.get(address)
    with django_assert_num_queries(14):
        browser.get(address)
    sent(tolmark, tomas)
    sent(coastal, noor)
    with django_assert_num_queries(14):
        assert browser.get(address).content.decode().count("Something.") == 6
    assert len(replying.replied(asking, expert, "en")) == 2


def _on_text(round):
    return Round(declaration=round.declaration, version_id=1)
