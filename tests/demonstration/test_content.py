"""The demonstration's content holds together: every place, quote, index and answer points at something."""

import json
import re
from collections import Counter

import pytest

from drafting.text.structure import paragraphs, read_structure
from tests.demonstration.replay import CONTENT, EDITS, OUTLINE, Working, content, replayed

CATEGORIES = {
    *("member_state", "observer_state", "regional_organization", "un_department", "un_fund"),
    *("specialized_agency", "advisory_committee", "special_procedures", "treaty_body", "nhri"),
    *("ngo", "academia", "private_sector", "other"),
}
ENUMERATIONS = {
    "type": {"general", "substantive", "technical", "editorial", "translation"},
    "stance": {"support", "support_with_change", "oppose", "reserve", "clarify"},
    "weight": {"comment", "substantial_concern", "objection"},
    "language": {"en", "fr", "es", "ar", "ru", "zh"},
    "publication": {"public", "withheld"},
}
NOT_OF_STATES = {"nhri", "ngo", "academia", "private_sector", "other"}


PARTIES = content("parties.json")
CATEGORY = {party["code"]: party["category"] for party in PARTIES}
COMMENTS = content("comments-round-1.json")
LATER = content("comments-round-2.json")
ENDORSEMENTS = content("endorsements-round-1.json")
RESPONSES = content("responses-round-1.json")
FIRST, SECOND = content("rounds.json")["rounds"]
CAST = content("cast.json")


def words_at(texts, place, paragraph):
    """The words of a paragraph (of the whole provision where none is named); KeyError where there is none."""
    if not paragraph:
        return texts[place]
    text = texts[place]
    return {p.label: p.words(text) for p in paragraphs(text)}[paragraph]


def misplaced(comments, texts):
    """Each comment whose place is not there, or whose quote is not there exactly once."""
    wrong = []
    for index, comment in enumerate(comments):
        place, quote = comment["place"], comment["quote"]
        if not place:
            found = not quote and not comment["paragraph"]
        else:
            words = words_at(texts, place, comment["paragraph"])
            found = not quote or words.count(quote) == 1
        if not found:
            wrong.append((index, comment["party"], place, comment["paragraph"], quote))
    return wrong


def skeleton(unit):
    return unit.kind, unit.label, bool(unit.heading), [p.label for p in paragraphs(unit.text)]


def test_the_preliminary_text_has_its_preamble_parts_and_articles():
    assert [OUTLINE.count(kind) for kind in ("opening", "preambular", "part", "article")] == [1, 8, 4, 14]
    assert OUTLINE.unplaced == ()
    assert 1600 <= sum(len(unit.text.split()) for unit in OUTLINE.units) <= 2000


def test_every_preambular_paragraph_ends_with_a_comma():
    endings = {text[-1] for label, text in replayed().revised().items() if label.startswith("PP")}
    assert endings == {","}


@pytest.mark.parametrize("language", ["es", "ar"])
def test_a_translation_has_the_structure_of_the_original(language):
    path = CONTENT / "translations" / f"preliminary-text.{language}.txt"
    translated = read_structure(path.read_text(encoding="utf-8"))
    assert translated.language == language
    assert [skeleton(unit) for unit in translated.units] == [skeleton(unit) for unit in OUTLINE.units]


def test_the_parties_are_twenty_four_with_codes_of_their_own():
    codes = [party["code"] for party in PARTIES]
    assert len(codes) == len(set(codes)) == 24
    assert [code for code in codes if not re.fullmatch("[A-Z]{2,4}", code)] == []


def test_the_parties_cover_all_categories_groups_and_kinds_of_status():
    assert set(CATEGORY.values()) == CATEGORIES
    assert {p["group"] for p in PARTIES} == {
        "african", "asia_pacific", "eastern_european", "grulac", "weog", "none"
    }  # fmt: skip
    ngos = {p["ecosoc"] for p in PARTIES if p["category"] == "ngo"}
    assert ngos == {"general", "special", "roster", "none"}
    assert {p["ecosoc"] for p in PARTIES if p["category"] != "ngo"} == {""}


def test_every_party_has_one_contact_point_and_addresses_are_unique_and_unreal():
    roles = [Counter(person["role"] for person in party["people"]) for party in PARTIES]
    assert {count["contact_point"] for count in roles} == {1}
    assert sum(1 for count in roles if len(count) == 3) >= 2
    addresses = [person["email"] for party in PARTIES for person in party["people"]]
    assert len(addresses) == len(set(addresses))
    assert [a for a in addresses if not a.endswith(".example") or a.count("@") != 1] == []
    assert {p["language"] for party in PARTIES for p in party["people"]} == ENUMERATIONS["language"]


def test_no_party_bears_the_name_of_a_member_state(shared_data):
    members = json.loads(shared_data("un-members/un-members.json").read_text(encoding="utf-8"))
    names = {re.sub(r" \(.*", "", member["short_en"]).casefold() for member in members}
    ours = " | ".join(f"{party['name']} | {party['short']}" for party in PARTIES).casefold()
    assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", ours)] == []


def test_no_symbol_is_one_of_the_united_nations():
    """The record of the mandate alone cites real documents: it is where the considerations come from."""
    paths = [path for path in sorted(CONTENT.rglob("*.*")) if path.name != "mandate.json"]
    everything = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    symbol = r"\b(?:A|E|S|ST|TD|CBD|CCPR|CEDAW|CERD|FCCC|HRI)/[A-Z0-9][A-Za-z0-9./]*"
    assert re.findall(symbol, everything) == []
    assert set(re.findall(r"\bDEMO/[\w./]*\w", everything)) == {"DEMO/1", "DEMO/1/Rev.1"}


@pytest.mark.parametrize("comments", [COMMENTS, LATER], ids=["round 1", "round 2"])
def test_every_comment_is_of_a_known_party_and_of_known_kinds(comments):
    assert {c["party"] for c in comments} <= set(CATEGORY)
    for field, values in ENUMERATIONS.items():
        assert {c[field] for c in comments} <= values
    assert [c for c in comments if not c["explanation"]] == []
    # A proposal that repeats the words it would replace asks for nothing.
    assert [c for c in comments if c["proposed"] and c["proposed"] == c["quote"]] == []


def test_every_comment_of_round_one_finds_its_words_in_the_preliminary_text():
    assert misplaced(COMMENTS, Working().texts) == []


def test_every_comment_of_round_two_finds_its_words_in_the_revised_text():
    assert misplaced(LATER, replayed().revised()) == []
    assert {c["state"] for c in LATER} == {"draft", "shared", "submitted"}
    assert {c["party"] for c in LATER} & set(SECOND["recipients"]["except"]) == set()


def test_round_one_has_the_volume_and_the_variety_of_a_real_one():
    assert 100 <= len(COMMENTS) <= 140
    assert len({c["party"] for c in COMMENTS}) == 19
    spoken = Counter(c["language"] for c in COMMENTS)
    assert all(spoken[language] >= n for language, n in {"fr": 4, "es": 3, "ar": 3, "ru": 2, "zh": 2}.items())
    assert Counter(c["publication"] for c in COMMENTS)["withheld"] == 8
    alike = Counter(
        (c["place"], c["paragraph"], c["quote"], c["proposed"]) for c in COMMENTS if c["proposed"]
    )
    assert sum(1 for count in alike.values() if count >= 3) >= 3


def test_each_party_submits_once_and_before_the_closing():
    days = {(c["party"], c["day"]) for c in COMMENTS}
    assert len(days) == 19
    assert {day for _, day in days} <= set(range(1, 15))


def test_parties_without_comments_are_accounted_for():
    silent = set(CATEGORY) - {c["party"] for c in COMMENTS}
    returned = Counter(item["status"] for item in FIRST["returns"])
    assert returned == {"nil_return": 2, "declined": 1}
    assert {item["party"] for item in FIRST["returns"]} | set(FIRST["no_reply"]) == silent
    assert len(FIRST["no_reply"]) == 2


def test_endorsements_are_of_anothers_public_comment_and_bodies_other_than_states_only_support():
    for item in ENDORSEMENTS:
        comment = COMMENTS[item["of"]]
        assert item["party"] != comment["party"]
        assert comment["publication"] == "public"
        assert (item["kind"] == "support") == (CATEGORY[item["party"]] in NOT_OF_STATES)
        assert bool(item["words"]) == (item["kind"] in {"align_except", "dissociate"})
    assert len({(item["party"], item["of"]) for item in ENDORSEMENTS}) == len(ENDORSEMENTS) >= 18


def test_the_old_words_of_every_edit_occur_once_at_that_point():
    working = Working()
    for edit in EDITS:
        assert edit["place"] in working.texts
        assert edit["reason"]
        if edit["old"]:
            assert working.texts[edit["place"]].count(edit["old"]) == 1, edit["old"]
        working.act(edit)
    assert {"add", "bis", "edit", "move", "split"} == {edit["act"] for edit in EDITS}


def test_every_accepted_comment_is_answered_by_an_edit():
    answered = {index for edit in EDITS for index in edit["answers"]}
    accepted = {r["comment"] for r in RESPONSES if r["outcome"] in {"accepted", "accepted_with_modification"}}
    assert accepted - answered == set()
    changed = {r["comment"] for r in RESPONSES if r["outcome"] in {"partly_accepted"}} | accepted
    assert answered - changed == set()


def test_the_words_of_an_accepted_proposal_are_in_the_revised_text():
    texts = replayed().texts
    missing = [
        index
        for index, outcome in ((r["comment"], r["outcome"]) for r in RESPONSES)
        if outcome == "accepted" and COMMENTS[index]["proposed"]
        if COMMENTS[index]["proposed"] not in texts[COMMENTS[index]["place"]]
    ]
    assert missing == []


def test_the_revised_text_is_numbered_and_refers_to_itself_rightly():
    revised = replayed().revised()
    articles = [label for label in revised if label.startswith("Article")]
    assert articles == [f"Article {n}" for n in (1, 2, 3, 4, 5, "5 bis", *range(6, 16))]
    assert "article 9" in revised["Article 13"] and "knowledge" in revised["Article 9"]
    assert revised["Article 7"].startswith("1. A gender perspective")


def test_each_response_answers_one_comment_and_most_are_answered():
    indices = [response["comment"] for response in RESPONSES]
    assert len(indices) == len(set(indices))
    assert set(indices) <= set(range(len(COMMENTS)))
    assert 100 <= len(indices) < len(COMMENTS)
    assert {r["proposed_by"] for r in RESPONSES} == {"secretariat", "expert"}
    assert {r["outcome"] for r in RESPONSES} == {
        "accepted", "accepted_with_modification", "partly_accepted", "noted", "taken_into_account_elsewhere",
        "not_accepted", "out_of_scope", "deferred", "duplicate",
    }  # fmt: skip
    assert [r for r in RESPONSES if not r["reason"]] == []


def test_the_cast_are_staff_or_people_of_the_parties():
    known = {person["email"]: person["name"] for party in PARTIES for person in party["people"]}
    for person in CAST:
        if person["office"]:
            assert person["who"].endswith("@travaux.example")
        elif person["who"] != "public":
            assert known[person["who"]] == person["name"]
    offices = Counter(person["office"] for person in CAST)
    assert [offices[o] for o in ("expert", "secretariat", "administrator")] == [1, 1, 1]
    assert {"public"} == {p["who"] for p in CAST if "@" not in p["who"]}


def test_cover_notes_name_the_party_the_deadline_and_the_link():
    for item in (FIRST, SECOND):
        assert sorted(re.findall(r"\{(\w+)\}", item["cover_note"])) in (
            ["closes", "link", "party", "party"],
            ["closes", "link", "party"],
        )
        assert item["guiding_questions"] and item["legal_basis"]
