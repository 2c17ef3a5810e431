"""A declaration goes once round in a browser: import, draft, circulate, comment, answer, revise, compile, publish."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from openpyxl import load_workbook

from demonstration import loading
from demonstration.loading.calendar import CONTENT
from drafting.models import Declaration, Version
from stakeholders.models import Notice, Organisation, User

EXPERT, SECRETARIAT, ADMINISTRATOR = (
    f"{office}@travaux.example" for office in ("expert", "secretariat", "administrator")
)


@pytest.fixture
def cast(transactional_db):
    """The demonstration's people and texts; they are what the walk happens among."""
    loading.load(date.today())
    cache.clear()
    return {user.email: user for user in User.objects.all()}


@pytest.fixture
def as_person(new_page, sign_in, cast):
    pages = {}

    def page_of(email):
        if email not in pages:
            pages[email] = sign_in(new_page(), cast[email])
        return pages[email]

    return page_of


TEXTS = {
    "demonstration": (
        lambda _shared: CONTENT / "preliminary-text.txt",
        "Draft declaration, walked",
        14,
        "States",
    ),
    "udhr": (lambda shared: shared("udhr/udhr.en.txt"), "Universal Declaration, walked", 30, "human beings"),
}


@pytest.mark.parametrize("source", TEXTS)
def test_a_declaration_goes_once_round(as_person, shared_data, source):
    path, title, articles, _words = TEXTS[source]
    slug = bring(as_person(SECRETARIAT), path(shared_data), title, articles)
    quote = draft_and_freeze(as_person(EXPERT), slug)
    circulate(as_person(ADMINISTRATOR), as_person(EXPERT), slug)
    party = Organisation.objects.get(code="AR")
    speaker = party.memberships.get(role="contact_point").user
    receipt = comment(as_person(speaker.email), slug, quote)
    assert receipt.startswith("R1-AR/1")
    answer(as_person(EXPERT), as_person(ADMINISTRATOR), slug)
    revise(as_person(EXPERT), slug)
    compare_and_follow(as_person(speaker.email), slug)
    compile_to_xlsx(as_person(EXPERT), slug)
    face_the_public(as_person(EXPERT).context.browser, as_person, slug)


def bring(page, path: Path, title, articles):
    page.goto("/import/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name="Read it").click()
    assert Declaration.objects.filter(title=title).count() == 0  # shown, and nothing saved yet
    page.get_by_role("button", name=f"Import {articles} Articles as a new declaration").first.click()
    page.get_by_role("heading", name="Working text").wait_for()
    return Declaration.objects.get(title=title).slug


def draft_and_freeze(page, slug):
    page.goto(f"/declarations/{slug}/working/")
    uid = Declaration.objects.get(slug=slug).provisions.filter(kind="article").first().uid
    page.goto(f"/declarations/{slug}/working/{uid}/")
    words = page.get_by_label("Text").input_value()
    page.get_by_label("Text").fill(words + "\nThis is added by the walk.")
    page.locator("#changes ins").wait_for()
    page.get_by_label("Reason for this change").fill("The walk needs a change.")
    page.get_by_role("button", name="Save revision").click()
    page.get_by_text("Saved, with your reason").wait_for()
    page.goto(f"/declarations/{slug}/working/{uid}/history/")
    assert page.get_by_text("The walk needs a change.").count() == 1
    freeze(page, slug, "preliminary")
    return "added by the walk"


def freeze(page, slug, name):
    page.goto(f"/declarations/{slug}/freeze/")
    page.get_by_label("Name").select_option(name)
    page.get_by_label("I have read what will be frozen").check()
    page.get_by_role("button", name="Freeze this text").click()
    page.get_by_text("Frozen. From now on this text cannot change.").wait_for()


def circulate(page, expert_page, slug):
    version = Version.objects.get(declaration__slug=slug, number=1)
    page.goto("/admin/circulation/round/add/")
    page.locator("#id_version").select_option(str(version.pk))
    page.locator("#id_number").fill("1")
    page.locator("#id_title").fill("Walked round")
    page.locator("#id_cover_text").fill("{party}: until {closes}, at {link}")
    page.locator("input[name=_continue], input[name=_save]").last.click()
    round = version.rounds.get()
    page.goto(f"/admin/circulation/round/{round.pk}/recipients/?codes=AR")
    page.get_by_role("button", name="Add 1 party").click()
    expert_page.goto(f"/declarations/{slug}/rounds/1/approval/")
    expert_page.get_by_role("button", name="Approve text, cover and dates").click()
    expert_page.get_by_text("Approved by").wait_for()
    before = Notice.objects.count()
    move_on(page, round, "opening")
    page.get_by_text("The round has been opened").wait_for()
    letters = Notice.objects.filter(key__startswith=f"opened-{round.pk}-")
    assert letters.count() == Notice.objects.count() - before > 0
    assert all("Republic of Arvenia: until " in letter.body for letter in letters)


def comment(page, slug, quote):
    page.goto(f"/declarations/{slug}/versions/1/")
    page.locator("h3.article a").first.click()
    page.locator("a.say", has_text="Comment").last.click()
    page.get_by_role("link", name=re.compile("Comment on this")).click()
    page.get_by_label("Words you comment on").fill(quote)
    page.get_by_label("Proposed text").fill("brought in by the walk")
    page.locator("#redline ins").first.wait_for()
    page.get_by_label("Explanation").fill("So that it reads better.")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Only your delegation sees it").wait_for()
    page.goto(f"/declarations/{slug}/rounds/1/parties/AR/submission/")
    page.get_by_role("button", name="Submit 1 comment for Arvenia").click()
    heading = page.get_by_role("heading", name=re.compile("Receipt"))
    heading.wait_for()
    return heading.inner_text().removeprefix("Receipt ").strip()


def answer(page, administrator, slug):
    for act in ("closing", "compilation", "consideration"):
        move_on(administrator, Declaration.objects.get(slug=slug).rounds.get(), act)
    page.goto(f"/declarations/{slug}/comments/R1-AR-001/application/")
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("Applied. The history of the provision names R1-AR-001.").wait_for()
    page.goto(f"/declarations/{slug}/comments/R1-AR-001/response/")
    page.get_by_label("Outcome").select_option("accepted")
    page.get_by_label("Reason (public)").fill("Better words.")
    page.get_by_role("button", name="Propose and decide").click()
    page.goto(f"/declarations/{slug}/rounds/1/screening/")
    page.get_by_role("button", name="I have gone through all of it").click()
    page.get_by_text("The screening is passed").wait_for()
    page.get_by_role("button", name="Publish together").click()
    page.get_by_text("1 answers are published.").wait_for()


def move_on(page, round, act):
    page.goto(f"/admin/circulation/round/{round.pk}/{act}/")
    page.locator(".act-form input[type=submit]").click()
    page.wait_for_url(re.compile("/change/"))


def revise(page, slug):
    freeze(page, slug, "revised")
    page.goto(f"/declarations/{slug}/versions/2/issue/")
    page.get_by_role("button", name=re.compile("Issue")).click()
    page.wait_for_url(re.compile("/versions/2/$"))


def compare_and_follow(page, slug):
    """From a changed word to the comment it answers; from the comment, the words that changed."""
    page.goto(f"/declarations/{slug}/compare/1/2/")
    page.locator(".why a", has_text="R1-AR-001").click()
    page.wait_for_url(re.compile("/comments/R1-AR-001/$"))
    assert page.get_by_text("Better words.").count() == 1
    assert page.locator(".answer ins").inner_text().endswith("brought in by the walk")


def compile_to_xlsx(page, slug):
    page.goto(f"/declarations/{slug}/rounds/1/compilation/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Matrix .xlsx").click()
    sheet = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert cells.count("R1-AR-001") == 1
    assert cells.count("Better words.") == 1


def face_the_public(browser, as_person, slug):
    page = as_person(EXPERT)
    page.context.clear_cookies()
    page.goto("/")
    assert page.get_by_role("heading", name=re.compile("walked", re.IGNORECASE)).count() == 1
    page.goto(f"/declarations/{slug}/comments/")
    assert page.locator("article.slip").count() == 1
    assert page.get_by_text("Better words.").count() == 1
