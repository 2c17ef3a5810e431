"""A Corr. differs from what it corrects in exactly the words it lists; a version nobody got is set aside."""

import pytest

from drafting import services
from drafting.models import Version
from drafting.services import Refused
from tests.cast import make_version

pytestmark = pytest.mark.django_db
WORDS = ("good faith", "full good faith")


def entry(version, label="Article 2"):
    return version.entries.get(label=label)


def correct(version, by, *pairs, label="Article 2"):
    lines = [(entry(version, label), *pair) for pair in pairs or [WORDS]]
    return services.freeze_corrigendum(version, lines, reason="A slip of the pen.", by=by)


def test_a_corrigendum_differs_in_the_words_it_lists_and_in_no_others(version, expert):
    corr = correct(version, expert)
    old = {e.label: e.text for e in version.entries.all()}
    new = {e.label: e.text for e in corr.entries.all()}
    assert {label for label in new if new[label] != old[label]} == {"Article 2"}
    assert new["Article 2"] == old["Article 2"].replace(*WORDS)
    assert (corr.corrects, corr.corr, corr.state, corr.name) == (version, 1, "frozen", version.name)
    assert (corr.corrected, str(corr)) == ([["Article 2", "en", *WORDS]], f"{version}, Corr.1")
    assert corr.sha256 != version.sha256


def test_the_working_text_says_what_the_corrigendum_says_and_records_why(version, expert):
    corr = correct(version, expert)
    place = next(p for p in services.working_text(version.declaration) if p.label == "Article 2")
    assert place.wording.current_record == entry(corr).record
    assert place.wording.current_record.history_change_reason == "Corr.1: A slip of the pen."


def test_a_second_corrigendum_corrects_the_first(version, expert):
    first = services.issue_version(correct(version, expert), by=expert)
    second = correct(first, expert, ("cooperate", "co-operate"))
    assert (second.corrects, second.corr, str(second)) == (first, 2, f"{version}, Corr.2")


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        (("bad faith", "x"), "“bad faith” does not stand in Article 2."),
        (("States", "x"), "“States” stands several times in Article 2: take more words."),
        (("good faith", "good faith"), "“good faith” is to read as it stands: nothing is corrected."),
    ],
)
def test_words_that_are_not_there_once_are_refused(version, expert, pair, sentence):
    with pytest.raises(Refused, match=sentence[:20]) as refused:
        correct(version, expert, pair)
    assert (str(refused.value), version.declaration.versions.count()) == (sentence, 1)


@pytest.fixture
def move_on(version, expert):
    """`move_on(text)`: the drafter goes on working on Article 2 after the version was issued."""

    def save(text):
        place = next(p for p in services.working_text(version.declaration) if p.label == "Article 2")
        base = place.wording.current_record.history_id
        return services.save_wording(
            place.wording, heading="", text=text, base=base, by=expert, reason="A new idea."
        )

    return save


def working(version):
    return next(p for p in services.working_text(version.declaration) if p.label == "Article 2").wording


def test_a_text_that_moved_on_is_corrected_as_circulated_and_where_the_words_still_stand(
    version, expert, move_on
):
    moved = move_on("1. All States shall cooperate in good faith, and soon.")
    corr = correct(version, expert)
    assert entry(corr).text == entry(version).text.replace(*WORDS)
    assert working(version).text == "1. All States shall cooperate in full good faith, and soon."
    assert working(version).current_record.history_change_reason == "Corr.1: A slip of the pen."
    assert services.not_applied(version.declaration) == []
    ledger = services.grounds.changes_since(corr, _places(version))
    assert [(c.before.text, c.record.text) for c in ledger] == [
        (entry(version).text, moved.text),
        (moved.text, working(version).text),
    ]


def test_words_that_no_longer_stand_are_shown_to_the_drafter_until_the_next_save(
    version, expert, move_on, client_of, secretariat
):
    move_on("1. Other words.")
    correct(version, expert)
    assert working(version).text == "1. Other words."
    (left,) = services.not_applied(version.declaration)
    assert (left[1].text, left[2]) == ("1. Other words.", [list(WORDS)])
    page = f"{version.declaration.get_absolute_url()}working/"
    for user in (expert, secretariat):
        shown = client_of(user).get(page).content.decode()
        assert "<del>good faith</del> <ins>full good faith</ins>" in shown
    record = working(version).current_record.history_change_reason
    assert record == "Corr.1: A slip of the pen. (not in the working text, which has moved on)"
    move_on("1. Other words, again.")
    assert services.not_applied(version.declaration) == []


def test_a_second_corrigendum_of_a_text_that_moved_on_adds_to_the_first(version, expert, move_on):
    moved = move_on("1. All States shall cooperate in good faith, and soon.")
    first = services.issue_version(correct(version, expert), by=expert)
    second = correct(first, expert, ("cooperate", "co-operate"))
    assert entry(second).text == entry(version).text.replace(*WORDS).replace("cooperate", "co-operate")
    assert working(version).text == "1. All States shall co-operate in full good faith, and soon."
    ledger = services.grounds.changes_since(second, _places(version))
    assert [c.before.text for c in ledger][:2] == [entry(version).text, moved.text]
    frozen = make_version(version.declaration, expert)
    assert entry(frozen).text == working(version).text


def _places(version):
    wording = working(version)
    return {wording.provision_id: (wording.provision, "Article 2", wording.current_record.history_id)}


def test_only_the_version_issued_now_is_corrected(version, expert):
    services.freeze_corrigendum(version, [(entry(version), *WORDS)], reason="A slip.", by=expert)
    with pytest.raises(Refused, match="has been frozen after it"):
        correct(version, expert, ("cooperate", "co-operate"))


def test_the_expert_corrects_on_a_page(client_of, expert, secretariat, administrator, anna, version):
    page = f"{version.get_absolute_url()}corrigendum/"
    said = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 0, "form-0-entry": entry(version).pk}
    said |= {"form-0-before": WORDS[0], "form-0-after": WORDS[1], "reason": "A slip."}
    for user, status in ((secretariat, 403), (administrator, 404), (anna, 404)):
        assert client_of(user).post(page, said).status_code == status
    browser = client_of(expert)
    assert browser.get(page).status_code == 200
    refused = browser.post(page, said | {"form-0-before": "never"})
    assert (refused.status_code, "never" in refused.content.decode()) == (422, True)
    made = browser.post(page, said)
    assert (made.status_code, Version.objects.get(corr=1).get_absolute_url()) == (302, made.url)
    assert "Corr.1 corrects these words and no others" in browser.get(made.url).content.decode()
    assert client_of(anna).get(made.url).status_code == 404


def test_a_frozen_version_is_set_aside_with_a_reason_and_stays_on_the_record(
    client_of, expert, secretariat, anna, declaration
):
    frozen = services.freeze_version(declaration, name="preliminary", by=expert)
    page = f"{frozen.get_absolute_url()}setting-aside/"
    assert [client_of(user).post(page, {"reason": "No."}).status_code for user in (secretariat, anna)] == [
        403,
        404,
    ]
    assert client_of(expert).post(page, {"reason": " "}).status_code == 422
    assert client_of(expert).post(page, {"reason": "The wrong name."}).status_code == 302
    frozen.refresh_from_db()
    assert (frozen.state, frozen.set_aside_reason, frozen.set_aside_by) == (
        "set_aside",
        "The wrong name.",
        expert,
    )
    assert "set aside on" in client_of(expert).get(frozen.get_absolute_url()).content.decode()
    with pytest.raises(Refused):
        services.issue_version(frozen, by=expert)
    again = services.freeze_version(declaration, name="zero", by=expert)
    assert (again.sha256, again.number) == (frozen.sha256, 2)


def test_what_is_issued_is_not_set_aside(version, expert):
    with pytest.raises(Refused):
        services.set_aside(version, reason="Too late.", by=expert)
