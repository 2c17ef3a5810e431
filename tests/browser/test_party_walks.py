"""A party's week in a browser: three people clear, an NGO works in Word, a line drops, a round closes meanwhile."""

import contextlib
import io
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from docx import Document
from playwright.sync_api import Error, expect

from circulation.models import Recipient, Round
from comments.models import Comment, Draft, Submission
from comments.services import arrange_clearance
from stakeholders import clock
from tests.browser.conftest import NARROW, WIDE
from tests.cast import write_draft

EITHER = pytest.mark.parametrize(
    "browser_of",
    [{"viewport": NARROW, "java_script_enabled": False}, {"viewport": WIDE}],
    ids=["360 without scripts", "1280"],
)


def by_keyboard(page, target, keys=None, then="Enter"):
    """Go to `target` with Tab alone, type `keys` into it, and press `then`."""
    for _step in range(150):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            if keys:
                page.keyboard.type(keys)
            if then:
                page.keyboard.press(then)
            return
    raise AssertionError(f"Tab does not come to {target}")


def workspace(round, code):
    return f"/declarations/{round.declaration.slug}/rounds/{round.number}/parties/{code}/"


@EITHER
def test_three_people_clear_and_submit_from_one_mission_by_keyboard(
    new_page, sign_in, browser_of, round_one, arvenia, anna, dara, rui
):
    recipient = Recipient.objects.get(round=round_one, organisation=arvenia)
    arrange_clearance(recipient, steps=3, deadline=None, by=anna)
    base = workspace(round_one, "AR")
    page = sign_in(new_page(**browser_of), rui)
    page.goto(f"{base}drafts/?place=article-2&paragraph=1")
    by_keyboard(page, page.get_by_label("Explanation"), "Too weak for us.", then=None)
    by_keyboard(page, page.get_by_role("button", name="Save draft"))
    page.get_by_role("status").get_by_text("Saved.").wait_for()
    by_keyboard(page, page.get_by_role("button", name="Share internally"))
    expect(page.get_by_role("button", name="Back to draft")).to_be_visible()
    assert page.get_by_role("button", name="Verify").count() == 0

    page = sign_in(new_page(**browser_of), dara)
    page.goto(base)
    by_keyboard(page, page.get_by_role("table").get_by_role("link", name="Article 2, paragraph 1"))
    by_keyboard(page, page.get_by_role("button", name="Verify"))
    expect(page.locator(".tag", has_text="verified")).to_be_visible()
    page.goto(f"{base}submission/")
    expect(page.get_by_text("Only your Contact Point can submit")).to_be_visible()

    page = sign_in(new_page(**browser_of), anna)
    page.goto(base)
    by_keyboard(page, page.get_by_role("link", name="Review and submit 1 comment for Arvenia"))
    page.wait_for_url("**/submission/")
    by_keyboard(page, page.get_by_role("button", name="Submit 1 comment for Arvenia"))
    page.get_by_role("heading", name="Receipt R1-AR/1").wait_for()
    steps = Draft.objects.get().steps.values_list("state", "by__name")
    assert list(steps) == [("draft", "Rui"), ("shared", "Rui"), ("verified", "Dara")]


@EITHER
def test_an_ngo_does_everything_in_word_by_keyboard(
    new_page, sign_in, axe, browser_of, round_one, coastal, noor, tmp_path
):
    page = sign_in(new_page(**browser_of), noor)
    page.goto(workspace(round_one, "CPN"))
    by_keyboard(page, page.get_by_role("link", name="Work offline"))
    page.wait_for_url("**/forms/")
    with page.expect_download() as download:
        by_keyboard(page, page.get_by_role("link", name=".docx").first)
    document = Document(io.BytesIO(download.value.path().read_bytes()))
    paragraph = next(p for p in document.paragraphs if "every two years" in p.text)
    paragraph.runs[-1].text = paragraph.runs[-1].text.replace("two years", "year")
    document.add_comment(paragraph.runs[-1], text="Peoples cannot wait.", author="N", initials="N")
    document.save(tmp_path / "back.docx")
    with page.expect_file_chooser() as chooser:
        by_keyboard(page, page.get_by_label("File (.docx"), then="Enter")
    chooser.value.set_files(tmp_path / "back.docx")
    by_keyboard(page, page.get_by_role("button", name="Read the file"))
    page.get_by_role("heading", name="Placement report").wait_for()
    by_keyboard(page, page.get_by_text("Another place"))
    by_keyboard(page, page.get_by_label("Place, as article-2"), "", then=None)
    page.keyboard.press("Control+A")
    page.keyboard.type("article-2/2")
    page.keyboard.press("Enter")
    page.get_by_text("placed by hand").wait_for()
    if browser_of.get("java_script_enabled", True):
        axe(page)
    by_keyboard(page, page.get_by_role("button", name="Make 1 draft of what is placed"))
    page.get_by_text("1 drafts from this file").wait_for()
    page.goto(f"{workspace(round_one, 'CPN')}submission/")
    by_keyboard(page, page.get_by_role("button", name="Submit 1 comment"))
    page.get_by_role("heading", name="Receipt R1-CPN/1").wait_for()
    comment = Comment.objects.get()
    assert (comment.proposed_text, comment.explanation) == (
        "States should report every year.",
        "Peoples cannot wait.",
    )


def test_a_delegate_loses_the_connection_while_typing(new_page, sign_in, round_one, arvenia, anna):
    draft = write_draft(round_one, arvenia, anna, paragraph="1")
    page = sign_in(new_page(viewport=NARROW), anna)
    page.goto(draft.get_absolute_url())
    page.context.set_offline(True)
    page.get_by_label("Explanation").fill("Written in a tunnel.")
    page.locator("#saved", has_text="No connection").wait_for()
    page.context.set_offline(False)
    page.locator("[name=revision][value='2']").wait_for(state="attached")
    draft.refresh_from_db()
    assert draft.explanation == "Written in a tunnel."


def test_a_delegate_without_scripts_loses_the_connection_and_sends_the_same_form_again(
    new_page, sign_in, round_one, arvenia, anna
):
    draft = write_draft(round_one, arvenia, anna, paragraph="1")
    page = sign_in(new_page(viewport=NARROW, java_script_enabled=False), anna)
    page.goto(draft.get_absolute_url())
    page.get_by_label("Explanation").fill("Written in a tunnel.")
    page.context.set_offline(True)
    with contextlib.suppress(Error):  # the browser's own page says that there is no connection
        by_keyboard(page, page.get_by_role("button", name="Save draft"))
        page.wait_for_timeout(300)
    page.context.set_offline(False)
    page.reload()  # sends the same form again, as the browser's own page offers; the key makes it one act
    page.get_by_role("status").get_by_text("Saved.").wait_for()
    draft.refresh_from_db()
    assert draft.explanation == "Written in a tunnel."


def test_what_is_sent_after_the_session_has_ended_waits_behind_the_sign_in_page(
    new_page, sign_in, round_one, arvenia, anna
):
    draft = write_draft(round_one, arvenia, anna, paragraph="1")
    page = sign_in(new_page(viewport=NARROW, java_script_enabled=False), anna)
    page.goto(draft.get_absolute_url())
    Session.objects.all().delete()
    by_keyboard(page, page.get_by_label("Explanation"), "Written before lunch.", then=None)
    by_keyboard(page, page.get_by_role("button", name="Save draft"))
    page.wait_for_url(re.compile("/accounts/login/.next=/kept/"))
    waiting = page.url.partition("?next=")[2]
    sign_in(page, anna)
    page.goto(waiting)
    by_keyboard(page, page.get_by_role("button", name="Send it now"))
    page.get_by_role("status").get_by_text("Saved.").wait_for()
    draft.refresh_from_db()
    assert draft.explanation.startswith("Written before lunch.")


@EITHER
@pytest.mark.parametrize("policy", [Round.Late.MARKED, Round.Late.NONE])
def test_a_round_closes_under_a_delegates_hands(
    new_page, sign_in, browser_of, policy, round_one, arvenia, anna
):
    write_draft(round_one, arvenia, anna)
    page = sign_in(new_page(**browser_of), anna)
    page.goto(f"{workspace(round_one, 'AR')}submission/")
    round_one.closes_at, round_one.late_policy = clock.now() - timedelta(minutes=3, seconds=1), policy
    round_one.save()
    by_keyboard(page, page.get_by_role("button", name="Submit 1 comment for Arvenia"))
    if policy == Round.Late.MARKED:
        page.get_by_role("heading", name="Receipt R1-AR/1").wait_for()
        assert Submission.objects.get().minutes_late == 4
    else:
        page.get_by_role("alert").get_by_text("does not take submissions now").wait_for()
        assert (Submission.objects.count(), Draft.objects.get().is_retained) == (0, True)
