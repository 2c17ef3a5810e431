"""A Corr. replaces the text of an open round: everything said is carried, and every recipient is told."""

import pytest

from circulation import services as circulation
from comments import services
from comments.models import Draft, Placement
from comments.services.origins import sources_of
from drafting import services as drafting
from drafting.services import Refused
from stakeholders.models import Notice
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db
WORDS = ("good faith", "full good faith")


@pytest.fixture
def corr(round_one, expert):
    lines = [(round_one.version.entries.get(label="Article 2"), *WORDS)]
    return drafting.freeze_corrigendum(round_one.version, lines, reason="A slip of the pen.", by=expert)


@pytest.fixture
def page(round_one):
    return f"/admin/circulation/round/{round_one.pk}/corrigendum/"


def test_the_corrected_text_stands_in_the_round_and_every_comment_has_its_place(
    round_one, tolmark, tomas, corr, administrator
):
    write_draft(round_one, tolmark, tomas, "Article 2", "1", quote="good faith")
    (said,) = submitted(round_one, tolmark, tomas)
    old = said.entry
    circulation.replace_text(round_one, by=administrator)
    round_one.refresh_from_db()
    said.refresh_from_db()
    assert (round_one.version, said.entry, said.quote) == (corr, old, "good faith")
    placed = Placement.objects.get(comment=said)
    assert (placed.version, placed.quote, placed.entry.label) == (corr, "good faith", "Article 2")
    corr.refresh_from_db()
    assert (corr.state, old.version.__class__.objects.get(pk=old.version_id).state) == (
        "issued",
        "superseded",
    )


def test_every_draft_moves_with_its_words_and_its_delegation_sees_what_was_corrected(
    round_one, arvenia, anna, corr, administrator, client_of
):
    fine = write_draft(round_one, arvenia, anna, "Article 1", "1", quote="acting together", explanation="A")
    hit = write_draft(
        round_one, arvenia, anna, "Article 2", "1", quote="cooperate in good faith", explanation="B"
    )
    whole = write_draft(round_one, arvenia, anna, label=None, explanation="C")
    circulation.replace_text(round_one, by=administrator)
    for draft in (fine, hit, whole):
        draft.refresh_from_db()
    assert (fine.entry.version, fine.quote, fine.paragraph) == (corr, "acting together", "1")
    assert (hit.entry.version, hit.quote) == (corr, "cooperate in full good faith")
    assert (whole.entry, [d.explanation for d in Draft.objects.order_by("pk")]) == (None, ["A", "B", "C"])
    assert (fine.corrected_since, hit.corrected_since) == ([], [WORDS])
    workspace = f"{round_one.get_absolute_url()}parties/AR/"
    assert (
        "<del>good faith</del> <ins>full good faith</ins>" in client_of(anna).get(workspace).content.decode()
    )
    assert services.submit(round_one.recipients.get(organisation=arvenia), by=anna).comments.count() == 3


def test_the_page_says_what_will_happen_and_as_many_mails_go_out(
    round_one, page, tolmark, tomas, anna, noor, corr, administrator, client_of
):
    submitted(round_one, tolmark, tomas)
    browser = client_of(administrator)
    shown = browser.get(page).content.decode()
    assert "Article 2: for “good faith” read “full good faith”." in shown
    assert "1 comment is carried to its place" in shown
    assert "3 mails go out." in shown
    assert browser.post(page).status_code == 302
    told = Notice.objects.filter(kind="corrigendum")
    assert sorted(told.values_list("to", flat=True)) == [
        "anna@arvenia.example",
        "noor@coastal.example",
        "tomas@tolmark.example",
    ]
    assert "Article 2: for “good faith” read “full good faith”." in told[0].body
    assert browser.post(page).status_code == 422
    assert told.count() == 3


def test_only_administrators_put_it_in_and_only_where_there_is_one(
    round_one, page, expert, secretariat, anna, administrator, client_of
):
    assert client_of(administrator).post(page).status_code == 422
    for user, status in ((secretariat, 403), (expert, 403), (anna, 403)):
        assert client_of(user).post(page).status_code == status
    with pytest.raises(Refused):
        circulation.replace_text(round_one, by=administrator)


def test_what_was_said_between_freezing_and_replacing_is_carried_as_well(
    round_one, corr, coastal, noor, administrator
):
    (said,) = submitted(round_one, coastal, noor)
    assert not Placement.objects.filter(comment=said).exists()
    circulation.replace_text(round_one, by=administrator)
    assert Placement.objects.get(comment=said).version == corr


def test_a_closed_round_keeps_the_text_that_was_commented_on(round_one, corr, administrator):
    round_one.state = round_one.State.CLOSED
    round_one.save()
    with pytest.raises(Refused):
        circulation.replace_text(round_one, by=administrator)


def test_a_text_that_moved_on_keeps_who_brought_its_words_and_what_was_said_is_carried(
    round_one, tolmark, tomas, expert, administrator
):
    write_draft(round_one, tolmark, tomas, "Article 2", "1", quote="good faith")
    (said,) = submitted(round_one, tolmark, tomas)
    entry = said.entry
    wording = entry.provision.wordings.get()
    base, text = wording.current_record.history_id, "1. All States shall cooperate in good faith, and soon."
    moved = drafting.save_wording(wording, heading="", text=text, base=base, by=expert, reason="Sooner.")
    corr = drafting.freeze_corrigendum(round_one.version, [(entry, *WORDS)], reason="A slip.", by=expert)
    circulation.replace_text(round_one, by=administrator)
    assert Placement.objects.get(comment=said).entry == corr.entries.get(label="Article 2")
    sources = sources_of(entry.provision, "en", expert)
    runs = [run for paragraph in sources.paragraphs for run in paragraph.runs]
    brought = {word: run.origin.key for word in ("All", "soon", "full") for run in runs if word in run.text}
    now = entry.provision.wordings.get().current_record.history_id
    assert [origin.key for origin in sources.origins] == [base, moved.history_id, now]
    assert brought == {"All": moved.history_id, "soon": moved.history_id, "full": now}
    public = sources_of(entry.provision, "en", tomas)
    assert [str(origin.version) for origin in public.origins] == [
        "preliminary text",
        "preliminary text, Corr.1",
    ]
