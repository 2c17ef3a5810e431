"""The report on the work of a mandate: from what is recorded, as its reader may read it, within a budget of words."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command

from comments import services
from comments.services import theming
from compilation.layouts.mandate_report import paper
from drafting.services import Refused
from mandate.models import Activity, Segment, Source
from stakeholders import clock
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db
REPORT = "/mandates/small-matters/report/"
THEMES = "/mandates/small-matters/themes/"


@pytest.fixture
def recorded(mandate, round_one, arvenia, coastal, anna, noor, secretariat):
    """A meeting today, two written views, one oral and attributed to nobody, one theme with two of them."""
    today = clock.now().date()
    meeting = Activity.objects.create(
        mandate=mandate, slug="meeting", kind="consultation", title="A meeting", begins=today, ends=today,
        summary="Much was said.",
    )  # fmt: skip
    Source.objects.create(
        slug="summit", kind="outcome", title="Outcome of a summit", date=today, summary="Agreed."
    )
    segment = Segment.objects.create(activity=meeting, title="Exchange", rule="unattributed")
    services.note_view(segment, round_one, words="Omissions too.", by=secretariat)
    for party, person, words in ((arvenia, anna, "Costs too much."), (coastal, noor, "Listen first.")):
        write_draft(round_one, party, person, explanation=words)
        submitted(round_one, party, person)
    theme = services.add_theme(mandate, "Burdens", by=secretariat)
    keys = {view.words: view.key for view in theming.views_of(mandate, secretariat)}
    services.put_under(theme, [keys["Costs too much."], keys["Omissions too."]], by=secretariat)
    return mandate


def said(mandate, user, **more):
    today = clock.now().date()
    made = paper(mandate, user, clock.now(), today - timedelta(days=9), today, **more)
    return [getattr(b, "text", None) or "".join(run.text for run in b.runs) for b in made.blocks], made


def test_views_stand_by_theme_and_category_and_untagged_ones_are_counted_and_listed(recorded, secretariat):
    lines, _made = said(recorded, secretariat)
    first = lines.index("Burdens")
    assert lines[first : first + 7] == [
        "Burdens",
        "States (1): R1-AR-001",
        "Arvenia, Article 1: Costs too much. [R1-AR-001]",
        "Not attributed to a party (1): Exchange, 1",
        "A party, Whole text: Omissions too. [Exchange, 1]",
        "Under no theme",
        "1 view is under no theme: R1-CPN-001",
    ]
    assert "Outcome of a summit. Agreed." in lines


def test_by_regional_group_what_has_none_stands_apart(recorded, secretariat):
    lines, _made = said(recorded, secretariat, by_region=True)
    first = lines.index("Burdens")
    assert [line for line in lines[first : first + 6] if "):" in line] == [
        "African States (1): R1-AR-001",
        "not attributed to a party (1): Exchange, 1",
    ]


def test_the_public_reads_what_is_attributed_to_nobody_and_no_comment_that_is_not_published(recorded):
    lines, _made = said(recorded, AnonymousUser())
    words = "\n".join(lines)
    assert ("Omissions too." in words, "Costs too much." in words) == (True, False)


def test_it_keeps_within_its_words_and_lists_what_it_leaves_out(recorded, secretariat):
    full, made = said(recorded, secretariat)
    lines, kept = said(recorded, secretariat, budget=made.words - 1)
    assert kept.words <= made.words - 1 + 60
    assert lines[-1].endswith("R1-AR-001, Exchange, 1")
    small = said(recorded, secretariat, budget=made.words + 100)[0]
    assert small[-1].endswith("–")


def test_a_period_holds_only_what_fell_into_it(recorded, secretariat):
    made = paper(recorded, secretariat, clock.now(), date(2001, 1, 1), date(2001, 12, 31))
    words = "\n".join(getattr(b, "text", "") or "".join(run.text for run in b.runs) for b in made.blocks)
    assert "No activity is recorded in this period." in words
    assert "No view that the reader may read" in words


def test_the_page_has_dates_and_buttons_and_says_what_is_wrong(recorded, client):
    page = client.get(REPORT)
    assert (page.status_code, page.content.decode().count("formaction")) == (200, 2)
    asked = {"begins": "2026-01-01", "ends": "2026-12-31", "by": "region"}
    assert client.get(f"{REPORT[:-1]}.docx", asked).content[:2] == b"PK"
    assert client.get(f"{REPORT[:-1]}.pdf", asked).content[:4] == b"%PDF"
    assert client.get(f"{REPORT[:-1]}.odt", asked).status_code == 404
    backwards = client.get(f"{REPORT[:-1]}.docx", asked | {"ends": "2025-01-01"})
    assert (backwards.status_code, "It ends before it begins." in backwards.content.decode()) == (422, True)
    assert client.post(REPORT).status_code == 405
    assert client.get("/mandates/none/report/").status_code == 404


def test_the_command_writes_the_same_report(recorded, tmp_path, secretariat):
    file = tmp_path / "report.docx"
    said = {"begins": date(2026, 1, 1), "ends": date(2026, 12, 31), "output": str(file)}
    call_command("mandate_report", "small-matters", reader=secretariat.email, **said)
    assert file.read_bytes()[:2] == b"PK"
    with pytest.raises(CommandError, match="There is no mandate nothing"):
        call_command("mandate_report", "nothing", **said)
    with pytest.raises(CommandError, match="no account"):
        call_command("mandate_report", "small-matters", reader="nobody@example.org", **said)


def test_themes_are_kept_and_applied_by_those_who_draft(
    recorded, client, client_of, anna, administrator, secretariat
):
    assert client.get(THEMES).status_code == 302
    assert [client_of(person).get(THEMES).status_code for person in (anna, administrator)] == [404, 404]
    browser = client_of(secretariat)
    page = browser.get(THEMES)
    assert [view.words for view in page.context["page"]] == ["Listen first."]
    assert browser.post(THEMES, {"theme": "1", "view": [page.context["page"][0].key]}).status_code == 302
    assert browser.get(THEMES).context["untagged"] == 0
    under = browser.get(f"{THEMES}?theme=1").context["page"]
    assert (
        browser.post(f"{THEMES}?theme=1", {"theme": "1", "take": "1", "view": [under[0].key]}).status_code
        == 302
    )
    assert browser.get(THEMES).context["untagged"] == 1
    browser.post(THEMES, {"name": "Participation"})
    assert [theme.name for theme in recorded.themes.all()] == ["Burdens", "Participation"]
    with pytest.raises(Refused, match="no other theme"):
        services.add_theme(recorded, "Burdens", by=secretariat)
    assert "Choose a theme." in browser.post(THEMES, {"theme": "x"}, follow=True).content.decode()


def test_the_number_of_queries_of_the_themes_does_not_grow_with_the_views(
    recorded, round_one, tolmark, tomas, secretariat, client_of, django_assert_num_queries
):
    browser = client_of(secretariat)
    browser.get(THEMES)
    with django_assert_num_queries(10):
        browser.get(THEMES)
    for label in ("Article 1", "Article 2"):
        write_draft(round_one, tolmark, tomas, label=label)
    submitted(round_one, tolmark, tomas)
    with django_assert_num_queries(10):
        assert browser.get(THEMES).context["untagged"] == 3
