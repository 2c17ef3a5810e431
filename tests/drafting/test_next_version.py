"""A next version brought from outside: provisions keep uid and history; what is uncertain is asked."""

import json
import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from drafting import services
from drafting.models import Declaration, Provision, Step, Upload, Version
from tests.cast import TEXT
from tests.drafting.conftest import everything
from tests.drafting.test_commands import run

# One word changed, an Article put first, the reporting duty reworded past recognition, one Article gone.
LATER = (
    TEXT.replace("Article 1. Meaning", "Article 1. Name\nIt has a name.\n\nArticle 2. Meaning")
    .replace("Article 2. Duties of States", "Article 3. Duties of States")
    .replace("means acting together", "means working together")
    .replace("Article 3. Participation\nEveryone has the right to take part.\n", "")
)
DOUBTFUL = TEXT.replace(
    "1. States shall cooperate in good faith.\n2. States should report every two years.",
    "1. States shall cooperate openly.\n2. They report each year, and in public.",
)


def brought(text, declaration, by):
    return services.keep_upload("later.txt", text.encode(), by=by, next_of=declaration)


def uids(declaration):
    return {p.label: str(p.provision.uid) for p in services.working_text(declaration)}


def test_provisions_keep_their_uid_and_their_history(declaration, expert):
    before = uids(declaration)
    services.import_next(brought(LATER, declaration, expert), by=expert, reason="Second reading")
    after = uids(declaration)
    assert {new: old for new, uid in after.items() for old, was in before.items() if uid == was} == {
        "Title": "Title", "Opening": "Opening", "PP1": "PP1", "PP2": "PP2", "Part I": "Part I",
        "Article 2": "Article 1", "Article 3": "Article 2",
    }  # fmt: skip
    meaning = next(p for p in services.working_text(declaration) if p.label == "Article 2").wording
    assert list(meaning.history.order_by("history_id").values_list("history_change_reason", flat=True)) == [
        "Imported from text.txt",
        "Second reading",
    ]
    steps = Step.objects.exclude(act="imported").order_by("pk").values_list("act", "before", "after")
    assert sorted(steps) == [
        ("added", "", "Article 1"),
        ("deleted", "Article 3", ""),
        ("renumbered", "Article 1", "Article 2"),
        ("renumbered", "Article 2", "Article 3"),
    ]


def test_a_word_that_stands_unchanged_gets_no_record(declaration, expert):
    services.import_next(brought(LATER, declaration, expert), by=expert)
    duties = next(p for p in services.working_text(declaration) if p.label == "Article 3").wording
    assert duties.history.count() == 1


def test_a_provision_split_lives_on_in_its_longer_piece(declaration, expert):
    text = TEXT.replace("2. It includes:", "Article 1 bis. Content\nIt includes:")
    origin = uids(declaration)["Article 1"]
    services.import_next(brought(text, declaration, expert), by=expert)
    step = Step.objects.get(act="split")
    assert origin in uids(declaration).values()
    assert str(step.other.uid) == origin
    assert {"Article 1", "Article 1 bis"} <= set(uids(declaration))


def test_the_page_asks_about_what_is_uncertain_and_acts_on_the_answer(declaration, expert, expert_in):
    upload = brought(DOUBTFUL, declaration, expert)
    address = reverse("relations", args=[upload.ref])
    page = expert_in.get(address)
    [asked] = page.context["doubtful"]
    assert (asked["old"].label, asked["unit"].label, asked["score"] < 80) == ("Article 2", "Article 2", True)
    was = uids(declaration)["Article 2"]
    answer = expert_in.post(
        reverse("succession", args=[upload.ref]), {f"unit-{asked['n']}": "new", "reason": "x"}
    )
    assert (answer.status_code, answer.url) == (302, reverse("working", args=[declaration.slug]))
    assert uids(declaration)["Article 2"] != was
    assert Provision.objects.get(uid=was).deleted_at is not None
    assert Step.objects.filter(act="deleted", before="Article 2").count() == 1


def test_the_page_says_what_became_of_the_paragraphs_inside(declaration, expert, expert_in):
    text = TEXT.replace("2. States should", "2. States shall meet.\n3. States should")
    page = expert_in.get(reverse("relations", args=[brought(text, declaration, expert).ref]))
    duties = next(row for row in page.context["rows"] if row["unit"].label == "Article 2")
    assert [(old, new, str(relation)) for old, new, relation in duties["paragraphs"]] == [
        ("", "2", "new"),
        ("2", "3", "renumbered only"),
    ]
    assert "Paragraph 2, now 3: renumbered only" in " ".join(page.content.decode().split())


def test_without_an_answer_nothing_is_imported(declaration, expert, expert_in):
    upload = brought(DOUBTFUL, declaration, expert)
    before = everything()
    answer = expert_in.post(reverse("succession", args=[upload.ref]), {"reason": "x"})
    assert answer.status_code == 422
    assert "Some units are still uncertain" in answer.content.decode()
    assert everything() == before


def test_two_units_cannot_continue_one_provision(declaration, expert, expert_in):
    upload = brought(DOUBTFUL, declaration, expert)
    uid = uids(declaration)["Article 1"]
    said = {"unit-5": uid, "unit-6": uid}
    answer = expert_in.post(reverse("relations", args=[upload.ref]), said)
    assert answer.status_code == 422
    assert "Two units cannot both continue the same provision." in answer.content.decode()
    assert Upload.objects.get(pk=upload.pk).decided == {}


def test_who_may_not_draft_looks_and_does_not_act(declaration, expert, others_at, refused):
    upload = brought(LATER, declaration, expert)
    seen = others_at(reverse("relations", args=[upload.ref]), {})
    assert {who: each[0] for who, each in seen.items()} == {
        "anonymous": 302, "olga": 404, "anna": 404, "administrator": 404, "secretariat": 200,
    }  # fmt: skip
    posted = others_at(reverse("succession", args=[upload.ref]), {}, get=False)
    assert posted == {who: each[1:] for who, each in refused.items()}


def test_a_text_in_another_language_or_without_a_change_is_refused(declaration, expert):
    spanish = services.keep_upload("es.txt", TEXT.encode(), by=expert, language="es", next_of=declaration)
    with pytest.raises(services.Refused, match="another language"):
        services.import_next(spanish, by=expert)
    with pytest.raises(services.Refused, match="exactly what the text says"):
        services.import_next(brought(TEXT, declaration, expert), by=expert)


@pytest.mark.django_db
def test_ten_versions_of_a_constitution_come_one_after_another(shared_data):
    first, *later = [shared_data(f"debian-constitution/constitution-1.{n}.txt") for n in range(10)]
    slug = json.loads(run("import_draft", first, title="Constitution", json=True, freeze="zero"))[
        "declaration"
    ]
    declaration = Declaration.objects.get(slug=slug)
    begun = uids(declaration)
    for number, file in enumerate(later, start=2):
        told = json.loads(run("import_draft", file, declaration=slug, json=True, freeze="revised"))
        assert told["version"] == number
        kinds = {row["relation"] for row in told["relations"]}
        assert kinds <= {"unchanged", "edited"} | ({"added"} if number == 2 else set())
        lettered = {row["new"]: row["old"] for row in told["relations"] if row["old"]}
        assert all(new == old for new, old in lettered.items())
    assert Version.objects.count() == 10
    now = uids(declaration)
    assert {label: now[label] for label in begun} == begun
    for number, file in enumerate([first, *later], start=1):
        version = Version.objects.get(number=number)
        found = {p.label for entry in version.entries.for_list() for p in entry.paragraphs}
        wanted = numbered_units(file.read_text())
        assert len(wanted) > 125
        assert [label for label in wanted if label not in found] == [], file.name


SECTION = re.compile(r" *((?:\d+|[A-Z])\.\d+)\. ")
HEADING = re.compile(r"   (?:\d+|[A-Z])\. [A-Z]")
ITEM = re.compile(r"    +(\d+)\. ")


def numbered_units(text):
    """The label of every section ("4.2", "A.1") and of every item in one ("4.2 (3)"), read line by line."""
    section, labels = "", []
    for line in text.splitlines():
        if match := SECTION.match(line):
            section = match[1]
            labels.append(section)
        elif HEADING.match(line):
            section = ""
        elif section and (match := ITEM.match(line)):
            labels.append(f"{section} ({match[1]})")
    return labels


def test_a_dry_run_says_the_relations_and_saves_nothing(declaration, expert, tmp_path):
    path = tmp_path / "later.txt"
    path.write_text(LATER)
    before = everything()
    told = json.loads(run("import_draft", path, declaration=declaration.slug, json=True, dry_run=True))
    assert [(row["old"], row["new"], row["relation"]) for row in told["relations"]][5:] == [
        (None, "Article 1", "added"),
        ("Article 1", "Article 2", "edited"),
        ("Article 2", "Article 3", "renumbered only"),
        ("Article 3", None, "deleted"),
    ]
    assert told["declaration"] == declaration.slug
    assert everything() == before
    assert not Upload.objects.filter(name="later.txt").exists()


def test_it_is_one_thing_or_the_other(declaration, tmp_path):
    path = tmp_path / "later.txt"
    path.write_text(LATER)
    with pytest.raises(Exception, match="not both"):
        call_command("import_draft", path, declaration="a", translation_of="a/1")
    with pytest.raises(Exception, match="There is no declaration nowhere"):
        call_command("import_draft", path, declaration="nowhere")
