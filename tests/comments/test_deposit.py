"""What came by letter is entered by the secretariat, kept as received, late by its date, and confirmed by the party."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from circulation.models import Recipient
from comments import services
from comments.models import Deposit, Draft
from drafting.services import Refused
from stakeholders import clock
from stakeholders.models import Notice
from stakeholders.moments import GENEVA
from tests.cast import submitted, write_draft
from tests.intake.forms_of import ISO, xlsx

pytestmark = pytest.mark.django_db
FORM = xlsx(
    [
        ISO,
        ["AR", "", "Article 2", "1", "te", "Weak.", "", ""],
        ["AR", "", "Nowhere", "", "te", "Lost.", "", ""],
    ]
)


@pytest.fixture
def arvenias(round_one, arvenia):
    return Recipient.objects.get(round=round_one, organisation=arvenia)


def enter(recipient, by, **fields):
    said = {"name": "form.xlsx", "content": FORM, "channel": "note", "reference": "NV/12"}
    said |= {"received_at": clock.now()}
    return services.enter_submission(recipient, by=by, **said | fields)


def test_a_note_verbale_is_entered_beside_what_the_party_sent_itself(
    arvenias, round_one, arvenia, anna, secretariat
):
    submitted(round_one, arvenia, anna)
    private = write_draft(round_one, arvenia, anna, label="Article 3", explanation="Not sent.")
    sent = enter(arvenias, secretariat)
    said = [comment.explanation.partition("\n")[0] for comment in sent.comments.order_by("serial")]
    assert said == ["This would be clearer.", "Weak.", "Lost."]
    private.refresh_from_db()
    assert private.comment is None
    deposit = Deposit.objects.get()
    assert (bytes(deposit.content), deposit.sha256) == (FORM, sha256(FORM).hexdigest())
    assert deposit.counts == {"rows": 2, "placed": 1, "by_wording": 0, "to_place": 1, "comments": 1}
    assert services.verify_chain() == []
    told = Notice.objects.get(kind="deposit")
    assert (told.to, str(sent.ref) in told.body) == ("anna@arvenia.example", True)


def test_the_date_of_receipt_decides_lateness(arvenias, secretariat, round_one):
    with clock.at(round_one.closes_at + timedelta(days=2)):
        in_time = enter(arvenias, secretariat, received_at=round_one.closes_at - timedelta(hours=1))
        late = enter(arvenias, secretariat, received_at=round_one.closes_at + timedelta(minutes=9, seconds=1))
        with pytest.raises(Refused):
            enter(arvenias, secretariat, received_at=round_one.closes_at + timedelta(days=3))
    assert (in_time.minutes_late, late.minutes_late) == (0, 10)


def test_a_scanned_letter_needs_its_words_typed(arvenias, secretariat):
    letter = {"name": "letter.pdf", "content": b"%PDF-1.7"}
    with pytest.raises(Refused, match="Type what the letter says"):
        enter(arvenias, secretariat, **letter)
    sent = enter(arvenias, secretariat, words="We welcome the text.", **letter)
    assert [c.explanation for c in sent.comments.all()] == ["We welcome the text."]
    assert Draft.objects.get().written_by == secretariat


def test_the_ladder_of_the_deposit(client, client_of, arvenias, anna, dara, tomas, secretariat):
    page = f"/declarations/{arvenias.round.declaration.slug}/rounds/1/parties/AR/deposit/"
    form = {"channel": "email", "reference": "Mail of today"}
    form["received_at"] = clock.now().astimezone(GENEVA).strftime("%Y-%m-%dT%H:%M")
    assert client.get(page).status_code == 302
    assert [client_of(u).get(page).status_code for u in (anna, tomas, secretariat)] == [403, 404, 200]
    browser = client_of(secretariat)
    assert browser.post(page, form).status_code == 422
    answer = browser.post(page, form | {"file": SimpleUploadedFile("form.xlsx", FORM)})
    assert answer.status_code == 302
    assert "Entered by the secretariat" in client_of(anna).get(answer.url).content.decode()
    assert browser.get(f"{answer.url}file/").content == FORM
    confirming = f"{answer.url}confirmation/"
    codes = [client_of(u).post(confirming).status_code for u in (dara, tomas, secretariat)]
    assert codes == [403, 404, 403]
    client_of(anna).post(confirming, {"correction": "Row 2 is about Article 3."})
    assert Deposit.objects.get().correction == "Row 2 is about Article 3."
    client_of(anna).post(confirming)
    assert Deposit.objects.get().answered_by == anna
    assert Deposit.objects.get().confirmed_at is not None
