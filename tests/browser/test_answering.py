"""A round of 500 comments in a browser, from its closing to the letters, a contested answer and the report."""

import io
import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from comments.models import Change, Comment, Letter, Reaction, Response
from compilation import printing
from demonstration.seeding import fill
from drafting.models import Override
from stakeholders.models import Printout
from tests.browser.test_walk import move_on
from tests.cast import write_draft

COMMENTS = 500
SECRET = "maria@capital.example"


@pytest.fixture
def full_round(transactional_db, round_one, arvenia, tolmark, coastal, anna, tomas, noor):
    """500 comments of three parties: two ask for the same words, one holds to a concern and names a person."""
    for who, by in ((arvenia, anna), (tolmark, tomas)):
        write_draft(round_one, who, by, paragraph="1", quote="acting together", proposed="acting jointly")
    write_draft(
        round_one,
        arvenia,
        anna,
        "Article 2",
        weight="substantial_concern",
        explanation=f"We object because of {SECRET}.",
    )
    fill(round_one, COMMENTS - 3)
    return round_one


@pytest.fixture
def by_worker(monkeypatch):
    """Documents wait for the worker, as where one runs; the test is the worker."""
    waiting = []
    monkeypatch.setattr(printing, "enqueue", lambda _task, pk: waiting.append(pk))
    return waiting


def test_a_round_of_five_hundred_comments_from_its_closing_to_letters_and_report(
    new_page, sign_in, by_worker, full_round, declaration, administrator, secretariat, expert, anna
):
    desk = sign_in(new_page(), secretariat)
    night = sign_in(new_page(), expert)
    close(sign_in(new_page(), administrator), full_round)
    editorial = answer_the_editorial_ones(desk, declaration)
    answer_the_group(desk, declaration)
    refuse_the_concern(desk, declaration)
    decide_and_apply(night, declaration, editorial)
    screen(desk, full_round)
    answered = publish(night, full_round, editorial + 3)
    contest(sign_in(new_page(), anna), full_round)
    report(night, full_round, by_worker, answered)


def number_of(code, **said):
    """The number under which a planted comment was received: they are given in the order of the text."""
    return Comment.objects.get(organisation__code=code, **said).ref


def joint(code):
    return number_of(code, proposed_text="acting jointly")


def concern():
    return number_of("AR", explanation__contains="because of")


def close(page, round):
    for act in ("closing", "compilation", "consideration"):
        move_on(page, round, act)
    assert Comment.objects.count() == COMMENTS


def provision_of(declaration, label="Article 1"):
    uid = declaration.versions.get().entries.get(label=label).provision.uid
    return f"/declarations/{declaration.slug}/desk/{uid}/"


def answer_the_editorial_ones(page, declaration):
    """Filtered, and answered all at once; returns how many."""
    page.goto(provision_of(declaration, "Article 3"))
    page.get_by_text("Filter, or choose words of the text").click()
    page.get_by_label("Type").select_option("editorial")
    page.locator("details.filters").get_by_role("button", name="Show").click()
    page.get_by_role("link", name=re.compile("Answer all .* comments shown here together")).click()
    page.get_by_label("Outcome").select_option("noted")
    page.get_by_label("Reason (public)").fill("For the editors.")
    page.get_by_role("button", name="Propose", exact=True).click()
    page.get_by_text(re.compile(r"\d+ comments answered")).wait_for()
    wanted = Comment.objects.filter(type="editorial", entry__label="Article 3")
    assert Response.objects.count() == wanted.count() > 10
    assert Response.objects.filter(master=None).count() == 1
    return wanted.count()


def answer_the_group(page, declaration):
    """The keyboard alone: to the proposal that two make, and one master answer to both."""
    page.goto(f"{provision_of(declaration)}?round=1&words=acting+together&type=substantive")
    here, turned = page.locator(".proposal:focus"), 1
    while not here.filter(has_text=joint("TK")).count():
        is_last = here.count() and page.locator(".proposal").last.evaluate("e => e.matches(':focus')")
        page.keyboard.press("j")
        if is_last:
            turned += 1
            page.wait_for_url(f"**page={turned}#comments")
    page.keyboard.press("p")
    page.get_by_role("heading", name=f"Answer to {joint('AR')}").wait_for()
    page.get_by_label("Outcome").select_option("accepted")
    page.get_by_label("Reason (public)").fill("Clearer.")
    page.get_by_role("button", name="Propose", exact=True).click()
    page.get_by_text("2 comments answered").wait_for()


def refuse_the_concern(page, declaration):
    page.goto(f"/declarations/{declaration.slug}/comments/{concern()}/response/")
    page.get_by_label("Outcome").select_option("not_accepted")
    page.get_by_label("Reason (public)").fill("It would weaken the duty.")
    page.get_by_role("button", name="Propose", exact=True).click()
    page.get_by_text("1 comment answered").wait_for()


def decide_and_apply(page, declaration, editorial):
    """The expert decides what was proposed, by provision, and brings the words of two parties into the text."""
    for label, decided in (("Article 3", editorial), ("Article 1", 2), ("Article 2", 1)):
        page.goto(f"{provision_of(declaration, label)}?round=1&state=proposed")
        page.get_by_role("link", name=re.compile("Decide ")).click()
        page.get_by_role("button", name="Decide").click()
        page.get_by_text(re.compile(rf"^{decided} answers? (is|are) decided")).wait_for()
    page.goto(f"/declarations/{declaration.slug}/comments/{joint('AR')}/application/")
    expect(page.locator(".text ins")).to_have_text(re.compile("jointly"))
    page.get_by_role("button", name="Apply").click()
    page.get_by_text(f"The history of the provision names {joint('AR')}, {joint('TK')}.").wait_for()
    assert Change.objects.count() == 2


def screen(page, round):
    page.goto(f"{round.get_absolute_url()}publication/")
    page.get_by_role("link", name="Screen it first").click()
    page.get_by_role("link", name="Only those with words that may name or reach a person").click()
    page.get_by_role("link", name=f"Take out “{SECRET}”").click()
    page.get_by_label("Reason").fill("names a person")
    page.get_by_role("button", name="Take them out").click()
    page.get_by_text("The party has been told.").wait_for()
    page.get_by_role("button", name="I have gone through all of it").click()
    page.get_by_text("The screening is passed").wait_for()


def publish(page, round, answers):
    page.goto(f"{round.get_absolute_url()}publication/")
    page.get_by_role("button", name="Publish together").click()
    missing = page.locator("section", has_text="Comments without an outcome").get_by_role("link")
    assert missing.count() == COMMENTS - answers
    expect(missing.first).to_have_attribute("href", re.compile(r"/comments/R1-\w+-\d+/response/$"))
    page.get_by_label("reason to go on", exact=False).fill("The others follow in a second batch.")
    page.get_by_role("button", name="Publish together").click()
    page.get_by_text(f"{answers} answers are published.").wait_for()
    assert Response.objects.filter(published_at__isnull=False).count() == answers
    assert Override.objects.get().reason == "The others follow in a second batch."
    return answers


def contest(page, round):
    """The party opens its letter, on the page and as files, and holds to its concern."""
    letter = Letter.objects.get(organisation__code="AR")
    page.goto(letter.get_absolute_url())
    files = {}
    for ending in (".docx", ".pdf"):
        with page.expect_download() as download:
            page.get_by_role("link", name=ending).click()
        files[ending] = Path(download.value.path()).read_bytes()
    words = text_of(files[".docx"])
    assert words.count("It would weaken the duty.") == 1
    assert SECRET not in words
    assert files[".pdf"].startswith(b"%PDF")
    page.get_by_role("link", name=f"Accept or contest {concern()}").click()
    page.get_by_label("contested").check()
    page.get_by_label("in your own words", exact=False).fill("We hold to it.")
    page.get_by_role("button", name="Record our reaction").click()
    page.get_by_text("sustained concern", exact=True).wait_for()
    page.goto(f"{round.get_absolute_url()}concerns/")
    expect(page.locator("section.proposal")).to_contain_text("We hold to it.")
    assert Reaction.objects.get().is_sustained


def report(page, round, by_worker, answered):
    page.goto(f"{round.get_absolute_url()}compilation/")
    page.get_by_role("button", name="Report to the Council .docx").click()
    page.get_by_text("waiting for the worker").wait_for()
    printing.printing.call(by_worker.pop())
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    words = text_of(Path(download.value.path()).read_bytes())
    made = Printout.objects.get()
    assert (made.done, made.total) == (COMMENTS, COMMENTS)
    assert {ref for ref in Comment.objects.values_list("ref", flat=True) if f"{ref}]" not in words} == set()
    assert words.count("The text went to 3 parties.") == 1
    assert words.count(f"{joint('AR')}): acting together acting jointly. Clearer.") == 1
    assert words.count("It would weaken the duty.") == words.count("We hold to it.") == 1
    assert SECRET not in words
    page.goto(round.get_absolute_url())
    figures = page.locator("aside dl.facts").inner_text().split()
    assert [word for word in figures if word.isdigit()] == ["3", str(COMMENTS), str(answered)]


def text_of(document):
    return "\n".join(each.text for each in Document(io.BytesIO(document)).paragraphs)
