"""The running text: who would insert or delete what, the support a proposal needs, and what a merger drops."""

import pytest

from circulation import services as circulation
from comments import services
from comments.models import Endorsement
from comments.services import running
from stakeholders import clock
from stakeholders.models import Belonging
from tests.cast import make_round, party, submitted, write_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(round_one, arvenia, tolmark, coastal, anna, tomas, noor):
    """Arvenia and Tolmark want two words otherwise; Coastal wants one word out."""
    for who, by in ((arvenia, anna), (tolmark, tomas)):
        write_draft(round_one, who, by, paragraph="1", quote="acting together", proposed="acting jointly")
    write_draft(
        round_one, coastal, noor, paragraph="2", quote="It includes:", proposed="It includes, always:"
    )
    return [
        submitted(round_one, who, by)[0] for who, by in ((arvenia, anna), (tolmark, tomas), (coastal, noor))
    ]


def page(round, act=""):
    return f"/declarations/{round.declaration.slug}/rounds/{round.number}/running/{act}"


def test_every_bracket_names_who_asks_and_reads_as_one_sentence(expert, asked, round_one):
    found = next(each for each in running.running_texts(round_one, expert) if each.options)
    assert found.text.split("\n")[:2] == [
        "1. Solidarity means acting [together — Arvenia, Tolmark](jointly — Arvenia, Tolmark).",
        "2. It includes(, always — Coastal Peoples):",
    ]
    assert found.readings == [
        "Arvenia, Tolmark would replace “together” with “jointly” after “1. Solidarity means acting”.",
        "Coastal Peoples would insert “, always” after “2. It includes”.",
    ]
    assert running.brackets_by_party([found]) == [("Arvenia", 2), ("Tolmark", 2), ("Coastal Peoples", 1)]


def test_proposals_are_said_in_the_four_verbs_and_as_options_with_numbers_of_their_own(
    expert, asked, round_one
):
    found = next(each for each in running.running_texts(round_one, expert) if each.options)
    assert [(who, place, said) for _group, who, place, said in found.in_verbs] == [
        ("Arvenia, Tolmark", "Article 1, paragraph 1", ["replace “together” with “jointly”"]),
        ("Coastal Peoples", "Article 1, paragraph 2", ["insert “, always” after “It includes”"]),
    ]
    assert [[(one.label, one.words, one.parties) for one in each] for each in found.alternatives] == [
        [
            ("1", "Solidarity means acting together.", ""),
            ("1 bis", "Solidarity means acting jointly.", "Arvenia, Tolmark"),
        ],
        [("2", "It includes:", ""), ("2 bis", "It includes, always:", "Coastal Peoples")],
    ]


def test_a_bracket_that_two_proposals_share_is_counted_once(expert, round_one, arvenia, tolmark, anna, tomas):
    for who, by, words in ((arvenia, anna, "acting jointly"), (tolmark, tomas, "acting as one")):
        write_draft(round_one, who, by, paragraph="1", quote="acting together", proposed=words)
        submitted(round_one, who, by)
    found = next(each for each in running.running_texts(round_one, expert) if each.options)
    assert found.text.startswith(
        "1. Solidarity means acting [together — Arvenia, Tolmark](as one — Tolmark)(jointly — Arvenia)."
    )
    assert (found.brackets, running.brackets_by_party([found])) == (3, [("Arvenia", 2), ("Tolmark", 2)])
    assert found.readings[0] == "Arvenia, Tolmark would delete “together” after “1. Solidarity means acting”."


def test_what_lacks_the_announced_support_is_parked_and_not_lost(client_of, expert, asked, round_one):
    round_one.support_needed = 2
    round_one.save()
    found = next(each for each in running.running_texts(round_one, expert) if each.options)
    assert [group.refs for group in found.options] == [["R1-AR-001", "R1-TK-001"]]
    assert [group.refs for group in found.parked] == [["R1-CPN-001"]]
    shown = client_of(expert).get(page(round_one))
    assert (shown.context["brackets"], shown.context["parked"]) == (2, 1)
    assert "1 proposal parked for want of support" in shown.content.decode()


def test_those_who_align_count_as_support_and_those_who_dissociate_do_not(
    expert, asked, round_one, arvenia, anna
):
    round_one.support_needed = 2
    round_one.save()
    stand = Endorsement.objects.create(comment=asked[2], organisation=arvenia, kind="align", by=anna)
    found = next(each for each in running.running_texts(round_one, expert) if each.options)
    assert found.parked == []
    stand.kind = "dissociate"
    stand.save()
    found = next(each for each in running.running_texts(round_one, expert) if each.options)
    assert [group.refs for group in found.parked] == [["R1-CPN-001"]]


def test_a_group_enters_whatever_support_is_needed(expert, asked, round_one, coastal):
    Belonging.objects.create(group=coastal, member=party("MM", "Member", "Member", "member_state"))
    round_one.support_needed = 9
    round_one.save()
    found = next(each for each in running.running_texts(round_one, expert) if each.options)
    assert [group.refs for group in found.options] == [["R1-CPN-001"]]


def test_it_is_a_working_paper_until_the_round_says_otherwise(
    client, client_of, expert, secretariat, anna, administrator, asked, round_one
):
    assert [client_of(user).get(page(round_one)).status_code for user in (expert, secretariat)] == [200, 200]
    assert [client_of(user).get(page(round_one)).status_code for user in (anna, administrator)] == [404, 404]
    round_one.running_is_shown = True
    round_one.save()
    assert client_of(anna).get(page(round_one)).status_code == 404  # while the round runs
    with clock.at(round_one.closes_at):
        circulation.advance_rounds(clock.now())
        round_one.refresh_from_db()
        circulation.begin_compilation(round_one, by=administrator)
        assert client_of(anna).get(page(round_one)).status_code == 200
        assert client.get(page(round_one)).status_code in (302, 404)
    assert client_of(anna).get(page(round_one, "merger/?one=R1-AR-001&other=R1-CPN-001")).status_code == 404


def test_a_merger_shows_every_word_it_drops(client_of, expert, asked, round_one):
    assert running.dropped_words(["acting jointly and fairly", "acting fairly, always"], "acting fairly") == [
        "jointly",
        "and",
        "always",
    ]
    assert running.dropped_words(["a a b", "a c"], "a a b c") == []
    assert running.dropped_words(["a a"], "a") == ["a"]
    address = page(round_one, "merger/?one=R1-AR-001&other=R1-CPN-001&words=acting+always")
    assert client_of(expert).get(address).context["dropped"] == ["jointly", "it", "includes"]
    assert client_of(expert).get(page(round_one, "merger/?one=R1-AR-001&other=R9")).status_code == 404


def test_brackets_are_compared_with_the_round_before(expert, asked, round_one, arvenia, administrator):
    texts = running.running_texts(round_one, expert)
    assert running.since_before(texts, round_one, expert) == (None, {})
    second = make_round(round_one.version, [arvenia], administrator, number=2)
    texts = running.running_texts(second, expert)
    then = running.since_before(texts, second, expert)
    assert then == (3, {"Arvenia": 2, "Tolmark": 2, "Coastal Peoples": 1})
    assert [(each.brackets, each.before) for each in texts if each.entry.label == "Article 1"] == [(0, 3)]
    services.withdraw_submission(asked[2].submission, by=asked[2].submission.submitted_by)
    assert sum(each.brackets for each in running.running_texts(round_one, expert)) == 2
