"""Oral input: the segment's rule decides what is kept of the speaker; nothing stands in a party's name unconfirmed."""

from datetime import date

import pytest

from circulation.services import add_recipients
from comments import services
from comments.models import Comment, OralView
from drafting.services import Refused
from mandate.models import Activity, Segment
from stakeholders.models import Notice
from tests.cast import party, submitted

pytestmark = pytest.mark.django_db
State = OralView.State


@pytest.fixture
def segments(mandate):
    """A meeting of three segments, one of each rule."""
    meeting = Activity.objects.create(
        mandate=mandate, slug="meeting", kind="consultation", title="A meeting",
        begins=date(2026, 3, 2), ends=date(2026, 3, 2),
    )  # fmt: skip
    rules = ("attributed", "category", "unattributed")
    return {
        rule: Segment.objects.create(activity=meeting, order=n, title=rule.title(), rule=rule)
        for n, rule in enumerate(rules, start=1)
    }


@pytest.fixture
def noted(segments, round_one, arvenia, secretariat):
    """Arvenia said, on Article 2, that reports cost too much."""
    entry = round_one.version.entries.get(label="Article 2")
    return services.note_view(
        segments["attributed"], round_one, words="Reports cost too much.", by=secretariat, entry=entry,
        organisation=arvenia,
    )  # fmt: skip


PAGE = "/mandates/small-matters/activities/meeting/segments/"


@pytest.mark.parametrize("rule", ["category", "unattributed"])
def test_where_views_are_not_attributed_no_speaker_is_stored_anywhere(
    segments, round_one, arvenia, secretariat, rule
):
    view = services.note_view(
        segments[rule],
        round_one,
        words="Said.",
        by=secretariat,
        organisation=arvenia,
        category="member_state",
    )
    view.refresh_from_db()
    record = view.history.get()
    assert (view.organisation, record.organisation_id, record.category) == (None, None, "")
    assert view.speaker == "A participant"


def test_by_category_the_category_is_stored_from_three_recipients_of_it_on(
    segments, round_one, secretariat, administrator
):
    add_recipients(
        round_one, [party("VS", "Republic of Vesland", "Vesland", "member_state")], by=administrator
    )
    view = services.note_view(
        segments["category"], round_one, words="Said.", by=secretariat, category="member_state"
    )
    assert (view.category, view.organisation) == ("member_state", None)


def test_the_rapporteur_notes_in_order_and_the_form_asks_only_what_the_rule_keeps(
    segments, round_one, secretariat, client_of
):
    browser = client_of(secretariat)
    for number, speaker in ((1, "party"), (2, "category"), (3, None)):
        fields = set(browser.get(f"{PAGE}{number}/").context["form"].fields)
        assert fields == {"place", "words", "language"} | ({speaker} if speaker else set())
    for words in ("One.", "Two."):
        said = {"party": "AR", "place": "article-2", "words": words, "language": "en"}
        assert browser.post(f"{PAGE}1/", said).status_code == 302
    assert [(v.order, v.words, v.speaker, v.place) for v in OralView.objects.all()] == [
        (1, "One.", "Arvenia", "Article 2"),
        (2, "Two.", "Arvenia", "Article 2"),
    ]
    assert browser.post(f"{PAGE}1/", {"words": "Three.", "language": "en"}).status_code == 422


def test_the_screen_exists_for_those_who_draft_alone(
    segments, client, client_of, anna, administrator, expert
):
    assert client.get(f"{PAGE}1/").status_code == 302
    for person, status in ((anna, 404), (administrator, 404), (expert, 200)):
        assert client_of(person).get(f"{PAGE}1/").status_code == status
    assert client_of(expert).get(f"{PAGE}9/").status_code == 404


def test_nothing_is_public_in_a_partys_name_before_it_confirms(
    noted, anna, tomas, client, client_of, secretariat
):
    assert services.ask_to_confirm(noted.segment, by=secretariat) == 1
    assert services.ask_to_confirm(noted.segment, by=secretariat) == 0
    assert Notice.objects.get(kind="oral").to == anna.email
    assert Comment.objects.count() == 0
    for browser in (client, client_of(tomas)):
        assert "Reports cost" not in browser.get(noted.segment.activity.get_absolute_url()).content.decode()
    assert "Reports cost" in client_of(anna).get("/delegations/AR/said/").content.decode()
    assert client_of(tomas).get("/delegations/AR/said/").status_code == 404


def test_confirmed_it_is_a_comment_of_the_party_marked_oral_with_a_receipt_beside_the_others(
    noted, round_one, arvenia, anna, expert, client_of
):
    submitted(round_one, arvenia, anna)
    answer = client_of(anna).post(f"/delegations/AR/said/{noted.ref}/", {"words": noted.words})
    assert answer.status_code == 302
    noted.refresh_from_db()
    comment = noted.comment
    assert (noted.state, comment.channel, str(comment.place)) == (State.CONFIRMED, "oral", "Article 2")
    assert Comment.objects.in_round(round_one).standing().count() == 2
    assert comment.submission.comments.count() == 2 and services.verify_chain() == []
    desk = client_of(expert).get(comment.get_absolute_url()).content.decode()
    assert '<span class="tag">oral</span>' in desk
    with pytest.raises(Refused, match="answered already"):
        services.deny_view(noted, by=anna)


def test_a_party_corrects_the_words_or_says_that_it_is_not_its_view(
    noted, segments, round_one, arvenia, anna, secretariat
):
    services.confirm_view(noted, "Reports cost much.", by=anna)
    noted.refresh_from_db()
    assert (noted.state, noted.comment.explanation) == (State.CORRECTED, "Reports cost much.")
    assert list(noted.history.order_by("history_id").values_list("words", flat=True)) == [
        "Reports cost too much.",
        "Reports cost much.",
    ]
    other = services.note_view(
        segments["attributed"], round_one, words="Never.", by=secretariat, organisation=arvenia
    )
    assert services.deny_view(other, by=anna).state == State.DENIED
    assert Comment.objects.count() == 1


def test_only_the_contact_point_speaks(noted, dara, client_of):
    address = f"/delegations/AR/said/{noted.ref}/"
    assert client_of(dara).post(address, {"words": "x"}).status_code == 403
    assert client_of(dara).get(address).status_code == 405


def test_unattributed_views_of_a_public_segment_stand_on_the_page_of_the_activity(
    segments, round_one, secretariat, client
):
    services.note_view(segments["unattributed"], round_one, words="Omissions too.", by=secretariat)
    closed = segments["category"]
    closed.is_public = False
    closed.save()
    services.note_view(closed, round_one, words="In confidence.", by=secretariat, category="ngo")
    page = client.get("/mandates/small-matters/activities/meeting/views/").content.decode()
    assert ("Omissions too." in page, "In confidence." in page) == (True, False)


def test_what_is_in_no_partys_name_stands_at_the_desk_labelled_oral_and_what_is_unconfirmed_does_not(
    noted, segments, round_one, secretariat, client_of
):
    entry = noted.entry
    for words, place in (("Of nobody.", entry), ("On the whole.", None)):
        services.note_view(segments["unattributed"], round_one, words=words, by=secretariat, entry=place)
    browser, desk = client_of(secretariat), f"{round_one.declaration.get_absolute_url()}desk/"
    page = browser.get(f"{desk}{entry.provision.uid}/?round=1")
    assert [(view.words, view.speaker) for view in page.context["spoken"]] == [
        ("Of nobody.", "A participant")
    ]
    shown = page.content.decode()
    assert ("attributed to nobody" in shown, "A meeting" in shown) == (True, True)
    general = browser.get(f"{desk}general/?round=1").context["spoken"]
    assert [view.words for view in general] == ["On the whole."]


def test_a_party_that_received_nothing_cannot_be_noted(segments, round_one, other_party, secretariat):
    with pytest.raises(Refused, match="not a recipient"):
        services.note_view(
            segments["attributed"], round_one, words="Said.", by=secretariat, organisation=other_party
        )
    with pytest.raises(Refused, match="Choose who spoke"):
        services.note_view(segments["attributed"], round_one, words="Said.", by=secretariat)
