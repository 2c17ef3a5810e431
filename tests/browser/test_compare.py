"""The comparison page by keyboard and by link: from change to change, the list of keys, both ends of a move."""

import pytest

from drafting import services


@pytest.fixture
def compared(page, sign_in, version, declaration, expert):
    """Article 3 moved to the front, Article 2 reworded; the expert compares version 1 with the working text."""
    at = {place.label: place for place in services.working_text(declaration)}
    wording = at["Article 2"].wording
    services.save_wording(
        wording,
        heading=wording.heading,
        text=wording.text.replace("should report", "shall report"),
        base=wording.current_record.history_id,
        by=expert,
        reason="Firmer",
    )
    services.move_provision(
        at["Article 3"].provision, after=at["Part I"].provision, by=expert, reason="First things first"
    )
    sign_in(page, expert).goto(f"/declarations/{declaration.slug}/compare/1/working/")
    return page


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_keys_go_from_change_to_change(compared):
    assert compared.locator("[id^=change-]").count() == 2
    seen = []
    for key in ("n", "n", "n", "p", "p"):
        compared.keyboard.press(key)
        seen.append(focused(compared))
    assert seen == ["change-1", "change-2", "change-2", "change-1", "change-1"]


def test_links_do_the_same_without_scripts(page_without_scripts, sign_in, compared, expert):
    page = sign_in(page_without_scripts, expert)
    page.goto(compared.url)
    page.get_by_role("link", name="First change").click()
    assert page.url.endswith("#change-1")
    page.locator("#change-1").get_by_role("link", name="next").click()
    assert page.url.endswith("#change-2")
    page.locator("#change-2").get_by_role("link", name="previous").click()
    assert page.url.endswith("#change-1")


def test_a_question_mark_opens_and_closes_the_list_of_keys(compared):
    keys = compared.locator("#keys")
    assert keys.get_attribute("open") is None
    compared.keyboard.press("?")
    assert keys.get_by_text("next change", exact=True).is_visible()
    assert compared.evaluate("document.activeElement.closest('#keys') !== null")
    compared.keyboard.press("?")
    assert not keys.get_by_text("next change", exact=True).is_visible()


def test_both_ends_of_a_move_lead_to_each_other(compared, axe):
    moved = compared.locator("#change-1")
    moved.get_by_role("link", name="where Article 3 stood").click()
    assert compared.locator("p.left:target").inner_text() == (
        "Article 3 stood here. Where it stands now: Article 1"
    )
    # It stands behind what it followed in the old text.
    assert compared.locator("p.left:target").evaluate("p => p.previousElementSibling.id") == "change-2"
    compared.locator("p.left:target a").click()
    assert compared.locator("section:target").get_attribute("id") == "change-1"
    axe(compared)
