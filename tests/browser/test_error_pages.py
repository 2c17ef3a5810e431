import pytest

PAGES = {"a page that is not there": "/nowhere/", "an address out of reach": "/accounts/2fa/nowhere/"}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_an_error_page_is_as_accessible_as_any(page_of_either_width, axe, address):
    answer = page_of_either_width.goto(address)
    assert answer.status == 404
    axe(page_of_either_width)


def test_a_page_that_is_not_there_says_what_to_do(page):
    page.goto("/nowhere/")
    assert page.get_by_role("heading").all_inner_texts() == ["There is no such page"]
    assert page.get_by_role("link", name="Go to the home page").get_attribute("href") == "/"
