"""A round of 195 States and 40 organizations in a browser, from preparation to the Addendum."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from docx import Document

from circulation import services as circulation
from circulation.models import Recipient, Round
from comments import services as commenting
from comments.models import Submission
from stakeholders import clock
from stakeholders.installing import install
from stakeholders.models import Contact, Notice, Organisation
from tests.cast import make_declaration, make_version, member, person, write_draft

NGOS = 40
COVERS = {
    "fr": "{mission} : observations jusqu’au {closes}. {link}",
    "es": "{mission}: hasta {closes}. {link}",
}


@pytest.fixture
def parties(transactional_db):
    """Every State and forty organizations, each with one functional mailbox."""
    install(apps.get_model)
    for n in range(NGOS):
        Organisation.objects.create(
            code=f"NGO{n}", name=f"Organization number {n}", short_name=f"Organization {n}", category="ngo"
        )
    chosen = Organisation.objects.filter(category__in=["member_state", "observer_state", "ngo"])
    Contact.objects.bulk_create(
        Contact(organisation=p, email=f"mission@{p.code.lower()}.example") for p in chosen
    )
    return list(chosen)


def test_a_round_goes_to_all_and_comes_back(new_page, sign_in, parties):
    administrator = person("ada@travaux.example", "Ada", "administrator")
    expert = person("elin@travaux.example", "Elin", "expert")
    version = make_version(make_declaration("Declaration on many matters", expert), expert)
    page, desk = sign_in(new_page(), administrator), sign_in(new_page(), expert)
    round = prepare(page, version)
    approve(desk, round)
    open_to_all(page, round)
    answer_and_extend(page, round)
    close_and_take_late_input(page, round)
    print_the_addendum(desk, round)


def prepare(page, version):
    page.goto("/admin/circulation/round/add/")
    page.locator("#id_version").select_option(str(version.pk))
    page.locator("#id_title").fill("To all")
    page.locator("#id_cover_text").fill("{mission} is invited to comment until {closes}: {link}")
    page.locator("input[name=_save]").click()
    round = version.rounds.get()
    for language, words in COVERS.items():
        round.covers.create(language=language, text=words)
    page.goto(f"/admin/circulation/round/{round.pk}/recipients/")
    for value in ("member_state", "observer_state", "ngo"):
        page.locator(f"input[name=categories][value={value}]").check()
    page.get_by_role("button", name="Show how many").click()
    page.get_by_role("button", name="Add 235 parties").click()
    page.get_by_text("235 parties were added.").wait_for()
    return round


def approve(page, round):
    page.goto(f"/declarations/{round.declaration.slug}/rounds/{round.number}/approval/")
    page.get_by_role("button", name="Approve text, cover and dates").click()
    page.get_by_text("Approved by").wait_for()


def open_to_all(page, round):
    page.goto(f"/admin/circulation/round/{round.pk}/opening/")
    assert "235 mails go out." in page.content()
    move_on(page, "The round has been opened")
    sent = [message for message in mail.outbox if "mission@" in message.to[0]]
    assert len(sent) == len({message.to[0] for message in sent}) == len(parties_of(round)) == 235
    languages = Counter(message.extra_headers["Content-Language"] for message in sent)
    wanted = Counter(party.language if party.language in COVERS else "en" for party in parties_of(round))
    assert languages == wanted
    assert len({message.extra_headers["Message-ID"] for message in sent}) == 235
    (swiss,) = [message.body for message in sent if message.to == ["mission@ch.example"]]
    assert "Confédération suisse" in swiss and "/invitations/" in swiss


def answer_and_extend(page, round):
    round.refresh_from_db()
    chad = Organisation.objects.get(code="TD")
    lead = member(chad, "lead@td.example", "Lead")
    write_draft(round, chad, lead)
    commenting.submit(round.recipients.get(organisation=chad), by=lead)
    page.goto(f"/admin/circulation/round/{round.pk}/extension/")
    later = (round.closes_at + timedelta(days=7)).strftime("%Y-%m-%d")
    page.locator("#id_closes_at_0").fill(later)
    page.locator("#id_closes_at_1").fill("18:00")
    page.locator("#id_reason").fill("The text reached capitals late.")
    page.locator("#id_authority").fill("Independent Expert")
    move_on(page, "The closing time has been extended")
    assert Notice.objects.filter(kind="extended").count() == 236  # the lead of Chad has an account by now
    page.goto(f"/admin/circulation/round/{round.pk}/reminder/")
    move_on(page, "Those who have not answered are reminded")
    reminded = set(Notice.objects.filter(kind="reminder").values_list("organisation__code", flat=True))
    assert len(reminded) == 234 and "TD" not in reminded


def close_and_take_late_input(page, round):
    past = clock.now() - timedelta(minutes=90)
    Round.objects.filter(pk=round.pk).update(opens_at=past - timedelta(days=30), closes_at=past)
    call_command("tick")
    round.refresh_from_db()
    assert round.state == Round.State.LATE
    assert round.recipients.filter(state=Recipient.State.NO_REPLY).count() == 234
    peru = Organisation.objects.get(code="PE")
    late = member(peru, "late@pe.example", "Late")
    write_draft(round, peru, late)
    commenting.submit(round.recipients.get(organisation=peru), by=late)
    assert Submission.objects.get(recipient__organisation=peru).minutes_late in (90, 91, 92)
    page.goto(f"/declarations/{round.declaration.slug}/rounds/{round.number}/dashboard/")
    assert page.locator(".figures a", has_text="submitted").locator("strong").inner_text() == "2"
    page.goto(f"/admin/circulation/round/{round.pk}/compilation/")
    move_on(page, "compiling has begun")
    round.refresh_from_db()
    assert round.state == Round.State.COMPILED
    assert circulation.lost_time(round, clock.now()) == timedelta(0)


def print_the_addendum(page, round):
    """The expert's compilation: what came in time in the body, what came late in the Addendum, and nowhere else."""
    page.goto(f"/declarations/{round.declaration.slug}/rounds/{round.number}/compilation/")
    with page.expect_download() as download:
        page.locator("a[href$='contributor.docx']").click()
    words = [paragraph.text for paragraph in Document(download.value.path()).paragraphs]
    addendum = words.index("Addendum: replies received after the closing time")
    named = {
        name: [n for n, line in enumerate(words) if line == name]
        for name in ("Republic of Chad", "Republic of Peru")
    }
    assert [len(places) for places in named.values()] == [1, 1]
    assert named["Republic of Chad"][0] < addendum < named["Republic of Peru"][0]
    assert any(re.search(r"\b9\d minutes late\.", line) for line in words[addendum:])


def parties_of(round):
    return [recipient.organisation for recipient in round.recipients.select_related("organisation")]


def move_on(page, words):
    page.locator(".act-form input[type=submit]").click()
    page.get_by_text(re.compile(words)).first.wait_for()
