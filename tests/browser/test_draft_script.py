"""A delegate types: it is saved to the server and to the browser, and comes back after whatever happens."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from comments.models import Draft
from tests.cast import write_draft

LONG = "A sentence that nobody wants to write twice. " * 67


@pytest.fixture
def draft(round_one, arvenia, anna):
    return write_draft(round_one, arvenia, anna, paragraph="1")


def test_what_is_typed_is_saved_without_a_button(page, sign_in, anna, draft):
    sign_in(page, anna).goto(draft.get_absolute_url())
    page.get_by_label("Explanation").fill("Typed and not sent.")
    page.locator("#saved", has_text="Saved").wait_for()
    page.locator("[name=revision][value='2']").wait_for(state="attached")
    assert Draft.objects.get().explanation == "Typed and not sent."


def test_the_redline_follows_what_is_typed(page, sign_in, anna, draft):
    sign_in(page, anna).goto(draft.get_absolute_url())
    page.get_by_label("Proposed text").fill("Solidarity means acting jointly.")
    page.locator("#redline ins").wait_for()
    assert page.locator("#redline ins").inner_text().split() == ["inserted:", "jointly"]


def test_what_is_typed_before_the_scripts_are_there_is_taken_up(page, sign_in, anna, draft):
    sign_in(page, anna)
    late, slow = [], [True]
    page.route("**/*.js", lambda route: late.append(route) if slow else route.continue_())
    page.goto(draft.get_absolute_url(), wait_until="commit")
    page.get_by_label("Proposed text").fill("Solidarity means acting jointly.")
    page.get_by_label("Explanation").fill("Typed on a slow line.")
    slow.clear()
    for script in late:
        script.continue_()
    page.locator("#redline ins").wait_for()
    page.locator("[name=revision][value='2']").wait_for(state="attached")
    assert Draft.objects.get().explanation == "Typed on a slow line."


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_form_sent_without_a_session_comes_back_for_the_same_person(
    new_page, sign_in, anna, draft, scripts
):
    page = sign_in(new_page(java_script_enabled=scripts), anna)
    page.goto(draft.get_absolute_url())
    page.get_by_label("Explanation").fill(LONG)
    Session.objects.all().delete()
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/accounts/login/**")
    kept = page.url.partition("next=")[2].replace("%2F", "/")
    sign_in(page, anna).goto(kept)
    page.get_by_role("button", name="Send it now").click()
    assert page.get_by_label("Explanation").input_value().strip() == LONG.strip()
    assert Draft.objects.get().explanation.strip() == LONG.strip()


def test_a_copy_that_differs_from_the_servers_is_shown_and_signing_out_clears_it(page, sign_in, anna, draft):
    sign_in(page, anna).goto(draft.get_absolute_url())
    page.evaluate(
        """key => localStorage.setItem(key, JSON.stringify({explanation: "From this browser.", quote: "",
        proposed_text: ""}))""",
        f"travaux:draft:{draft.ref}",
    )
    page.reload()
    page.get_by_text("This browser kept another copy").wait_for()
    assert page.get_by_text("From this browser.").count() == 1
    page.get_by_role("button", name="Put it into the form").click()
    assert page.get_by_label("Explanation").input_value() == "From this browser."
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('travaux:')).length") == 0


def test_a_shared_computer_keeps_nothing(page, sign_in, anna, draft):
    sign_in(page, anna).goto(draft.get_absolute_url())
    page.get_by_label("Shared computer").check()
    page.get_by_label("Explanation").fill("Private.")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_words_selected_in_the_text_fill_the_field(page, sign_in, anna, draft):
    sign_in(page, anna).goto(draft.get_absolute_url())
    page.evaluate(
        """() => { const p = document.querySelector('[data-paragraph="1"] mark').firstChild;
        const r = document.createRange(); r.setStart(p, 11); r.setEnd(p, 16);
        const s = getSelection(); s.removeAllRanges(); s.addRange(r); }"""
    )
    expect(page.get_by_label("Words you comment on")).to_have_value("means")


def test_a_comment_is_written_by_keyboard_alone(page, sign_in, anna, round_one):
    sign_in(page, anna).goto(f"{round_one.version.get_absolute_url()}article-1/1/")
    press_until(page, "Comment on this paragraph")
    page.get_by_label("Explanation").focus()
    page.keyboard.type("By keyboard.")
    press_until(page, "Save draft")
    page.get_by_text("Only your delegation sees it").wait_for()
    assert Draft.objects.get().explanation == "By keyboard."


def press_until(page, words):
    """Tab to the link or button of these words, and press it; the focus is seen on the way."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip() == words:
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            page.keyboard.press("Enter")
            page.wait_for_load_state()
            return
    raise AssertionError(f"{words} cannot be reached by keyboard")
