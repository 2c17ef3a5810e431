"""Back to the party: screening and redaction before anything is public, then a letter, and its reaction."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from circulation import services as circulation
from comments import services
from comments.models import Comment, Letter, Reaction, Redaction
from comments.services import letters, receipts
from comments.services import screening as screenings
from drafting.services import Refused
from stakeholders import clock
from stakeholders.models import Notice
from tests.cast import submitted, write_draft
from tests.comments.test_answer import address

pytestmark = pytest.mark.django_db

SAID = "Write to maria@capital.example, or call +41 22 555 01 23, about our secret reserve."


@pytest.fixture
def concern(anna, round_one, arvenia):
    """Arvenia has a substantial concern, with an address and a number in its explanation."""
    write_draft(round_one, arvenia, anna, paragraph="1", weight="substantial_concern", explanation=SAID)
    return submitted(round_one, arvenia, anna)[0]


@pytest.fixture
def closed(round_one, concern, administrator):
    """The round is under consideration; nothing has been screened."""
    with clock.at(round_one.closes_at):
        circulation.advance_rounds(clock.now())
        round_one.refresh_from_db()
        circulation.begin_compilation(round_one, by=administrator)
        round_one.refresh_from_db()
        circulation.begin_consideration(round_one, by=administrator)
    round_one.refresh_from_db()
    return round_one


@pytest.fixture
def published(closed, concern, expert):
    """The concern was answered "not accepted", screened and published."""
    answer = services.propose_response(
        concern, outcome="not_accepted", reason="It would weaken the text.", by=expert
    )
    services.decide_response(answer, by=expert)
    services.pass_screening(closed, by=expert)
    services.publish_responses(closed, by=expert)
    closed.refresh_from_db()
    return closed


def test_nothing_becomes_public_before_the_screening_is_passed(
    client_of, expert, secretariat, closed, concern
):
    page = f"/declarations/{closed.declaration.slug}/rounds/1/"
    said = {"override": "Not answered."}
    assert client_of(expert).post(f"{page}publication/", said).status_code == 422
    shown = client_of(secretariat).get(f"{page}screening/")
    assert [(c.ref, [words for _field, words in found]) for c, found in shown.context["rows"]] == [
        ("R1-AR-001", ["maria@capital.example", "+41 22 555 01 23"])
    ]
    assert client_of(secretariat).post(f"{page}screening/").status_code == 302
    assert client_of(expert).post(f"{page}publication/", said).status_code == 302


def test_what_comes_after_the_screening_is_screened_too(closed, concern, expert):
    services.pass_screening(closed, by=expert)
    assert screenings.is_screened(closed)
    with clock.at(clock.now() + timedelta(minutes=1)):
        concern.received_at = clock.now()
        concern.save()
    assert not screenings.is_screened(closed)


def test_redacted_words_leave_every_output_and_the_original_stays_sealed(
    client, client_of, anna, expert, secretariat, closed, concern
):
    page = address(concern, "redaction/")
    wrong = {"field": "explanation", "words": "not there", "reason": "A person"}
    assert client_of(secretariat).post(page, wrong).status_code == 422
    taken = {"field": "explanation", "words": "maria@capital.example", "reason": "A person's address"}
    assert client_of(secretariat).post(page, taken).status_code == 302
    concern.refresh_from_db()
    assert concern.explanation.startswith("Write to [redacted: A person's address], or call")
    assert Redaction.objects.values_list("length", "by").get() == (
        len("maria@capital.example"),
        secretariat.pk,
    )
    told = Notice.objects.get(kind="redaction")
    assert (told.organisation, "A person's address" in told.body) == (concern.organisation, True)
    assert "maria@capital.example" not in told.body
    services.pass_screening(closed, by=expert)
    services.publish_responses(closed, by=expert, override="Unanswered.")
    for reader in (client, client_of(expert), client_of(anna)):
        for address_ in (
            concern.get_absolute_url(),
            f"/declarations/{closed.declaration.slug}/comments/?words=maria",
            f"/declarations/{closed.declaration.slug}/rounds/1/compilation/matrix.csv",
        ):
            assert "maria@capital" not in reader.get(address_).content.decode()
    record = client_of(anna).get(f"/receipts/{concern.submission.ref}/record/").content.decode()
    assert "maria@capital.example" in record
    assert receipts.verify_chain() == []


@pytest.mark.parametrize("who", ["anna", "administrator", "superuser", "olga"])
def test_nobody_else_screens_or_redacts(request, client_of, closed, concern, who):
    client = client_of(request.getfixturevalue(who))
    page = f"/declarations/{closed.declaration.slug}/rounds/1/screening/"
    assert (client.get(page).status_code, client.post(page).status_code) == (404, 404)
    assert client.post(address(concern, "redaction/"), {"field": "explanation"}).status_code == 404


def test_each_party_gets_its_own_letter(client, client_of, published, anna, tomas, expert, concern):
    letter = Letter.objects.get()
    assert (letter.organisation, letter.react_until - letter.written_at) == (
        concern.organisation,
        letters.REACT_WITHIN,
    )
    mail = Notice.objects.get(kind="answers")
    assert (mail.to, letter.get_absolute_url() in mail.body) == (anna.email, True)
    page = client_of(anna).get(letter.get_absolute_url()).content.decode()
    assert ("It would weaken the text." in page, "No reaction yet." in page) == (True, True)
    assert client_of(expert).get(letter.get_absolute_url()).status_code == 200
    assert client_of(tomas).get(letter.get_absolute_url()).status_code == 404
    assert client.get(letter.get_absolute_url()).status_code == 302


def test_the_letter_is_printed_as_word_and_pdf(client_of, published, anna, tomas):
    page = f"{Letter.objects.get().get_absolute_url()}letter."
    word = client_of(anna).get(f"{page}docx")
    body = zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    assert ("It would weaken the text." in body, "R1-AR-001" in body) == (True, True)
    assert client_of(anna).get(f"{page}pdf").content[:5] == b"%PDF-"
    assert client_of(anna).get(f"{page}odt").status_code == 404
    assert client_of(tomas).get(f"{page}docx").status_code == 404


def test_the_letter_asks_as_much_for_three_comments_as_for_one(
    django_assert_num_queries, published, arvenia, anna
):
    letter = Letter.objects.select_related("round__declaration", "organisation").get()
    with django_assert_num_queries(8):
        assert len(letters.items_of(letter, anna)) == 1


def test_a_contested_concern_is_sustained_in_the_partys_own_words(
    client, client_of, published, anna, concern
):
    page = address(concern, "reaction/")
    silent = client_of(anna).post(page, {"kind": "contested", "words": ""})
    assert (silent.status_code, Reaction.objects.count()) == (422, 0)
    said = {"kind": "contested", "words": "Our courts would read it otherwise."}
    assert client_of(anna).post(page, said).status_code == 302
    assert letters.reactions_to(published) == {"accepted": 0, "contested": 1, "silent": 0}
    concerns = f"/declarations/{published.declaration.slug}/rounds/1/concerns/"
    assert client.get(concerns).content.decode().count("Our courts would read it otherwise.") == 1
    assert [(c.ref, r.words) for c, r in letters.sustained(published, AnonymousUser())] == [
        ("R1-AR-001", "Our courts would read it otherwise.")
    ]
    client_of(anna).post(page, {"kind": "accepted", "words": ""})
    assert letters.sustained(published, AnonymousUser()) == []
    assert Reaction.history.count() == 2


def test_a_light_comment_is_sustained_only_where_its_party_declares_it(published, concern, anna):
    Comment.objects.update(weight="comment")
    services.react(concern, kind="contested", words="No.", by=anna)
    assert letters.sustained(published, AnonymousUser()) == []
    services.react(concern, kind="contested", words="No.", is_declared=True, by=anna)
    assert len(letters.sustained(published, AnonymousUser())) == 1


def test_silence_is_shown_as_no_reaction_and_counts_as_neither(client_of, published, anna, concern):
    letter = Letter.objects.get()
    assert letters.reactions_to(published) == {"accepted": 0, "contested": 0, "silent": 1}
    with clock.at(letter.react_until):
        page = client_of(anna).get(letter.get_absolute_url()).content.decode()
        assert ("No reaction received." in page, "Accept or contest" in page) == (True, False)
        with pytest.raises(Refused, match="until"):
            services.react(concern, kind="accepted", by=anna)


def test_only_the_contact_point_reacts_and_only_to_its_own(
    client, client_of, published, dara, tomas, expert, concern
):
    page, said = address(concern, "reaction/"), {"kind": "accepted", "words": ""}
    assert client_of(dara).post(page, said).status_code == 403
    assert client_of(expert).post(page, said).status_code == 403
    assert client_of(tomas).post(page, said).status_code == 404
    assert client.post(page, said).status_code == 302  # to the sign-in page
    assert Reaction.objects.count() == 0


def test_a_reaction_that_is_not_sustained_is_between_the_party_and_the_drafters(
    published, concern, anna, tomas, expert
):
    services.react(concern, kind="accepted", words="Thank you.", by=anna)
    seen = [Reaction.objects.visible_to(user).count() for user in (anna, expert, tomas, AnonymousUser())]
    assert seen == [1, 1, 0, 0]


def test_before_an_answer_there_is_nothing_to_react_to(closed, concern, anna):
    with pytest.raises(Refused, match="no published answer"):
        services.react(concern, kind="accepted", by=anna)
