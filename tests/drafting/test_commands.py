"""import_draft, redline and carry: what they print, and that a fault is one sentence that changes nothing."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from drafting.models import Declaration, HistoricalWording, Upload
from mandate.models import Mandate
from stakeholders.models import User
from tests.cast import TEXT, person


def run(*args, **options):
    out = io.StringIO()
    call_command(*args, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def draft(tmp_path):
    """The text of the cast, as a file."""
    path = tmp_path / "draft.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def later(tmp_path):
    """The same, with one word changed, one Article put first and one paragraph gone."""
    path = tmp_path / "later.txt"
    text = TEXT.replace("States should report", "States shall report").replace("acting together", "working")
    path.write_text(
        text.replace("Article 1. Meaning", "Article 1. Name\nIt has a name.\n\nArticle 2. Meaning")
    )
    return path


@pytest.fixture
def quotes(tmp_path):
    def written(*rows):
        path = tmp_path / "quotes.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    return written


def nothing_changed():
    return not (Declaration.objects.exists() or Upload.objects.exists() or Mandate.objects.exists())


# --- import_draft ------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_fresh_database_takes_a_draft_and_prints_what_was_found(draft):
    printed = run("import_draft", draft, title="Small matters", json=True)
    assert json.loads(printed) == {
        "declaration": "small-matters",
        "preambular": 2,
        "parts": 1,
        "articles": 3,
        "paragraphs": 7,
    }
    made = Declaration.objects.get()
    assert (made.title, made.language, made.provisions.count()) == ("Small matters", "en", 8)
    assert str(made.mandate) == "Mandate"
    assert (made.created_by.name, made.created_by.is_active) == ("Imported from the command line", False)
    assert (made.created_by.office, made.created_by.has_usable_password()) == ("", False)
    assert HistoricalWording.objects.exclude(history_user=made.created_by).count() == 0


def test_the_only_expert_brings_it_and_the_mandate_there_is_takes_it(draft, expert, mandate):
    run("import_draft", draft, json=True)
    made = Declaration.objects.get()
    assert (made.created_by, made.mandate) == (expert, mandate)
    assert (made.title, made.slug) == ("Declaration on a small matter", "declaration-on-a-small-matter")


def test_the_person_named_brings_it(draft, expert, secretariat):
    run("import_draft", draft, by="Secretariat@travaux.example")
    assert Declaration.objects.get().created_by == secretariat


@pytest.mark.django_db
def test_two_imports_from_the_command_line_are_one_nobody_and_two_declarations(draft):
    slugs = [json.loads(run("import_draft", draft, title="Once", json=True))["declaration"] for _ in "ab"]
    assert slugs == ["once", "once-2"]
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_dry_run_prints_the_same_and_saves_nothing(draft):
    counts = json.loads(run("import_draft", draft, dry_run=True, json=True))
    assert counts == {
        "declaration": "declaration-on-a-small-matter",
        "preambular": 2,
        "parts": 1,
        "articles": 3,
        "paragraphs": 7,
    }
    assert nothing_changed()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_without_json_it_is_told_in_words(draft):
    told = run("import_draft", draft).splitlines()
    assert told[-2:] == [
        "2 preambular paragraphs, 1 Parts, 3 Articles, 7 paragraphs in them.",
        "Imported as declaration-on-a-small-matter.",
    ]
    assert told[5] == "Article 1. Meaning"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh", "ar"])
def test_the_universal_declaration_gives_thirty_articles_and_its_preamble(shared_data, language):
    file = shared_data(f"udhr/udhr.{language}.txt")
    counts = json.loads(run("import_draft", file, title=f"UDHR {language}", json=True))
    assert (counts["declaration"], counts["articles"], counts["parts"]) == (f"udhr-{language}", 30, 0)
    assert counts["preambular"] >= 7
    assert counts["paragraphs"] >= 30
    assert Declaration.objects.get().language == language


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.txt", b"", "“empty.txt” is empty."),
        ("noise.txt", b"\x00\x01" * 500, "“noise.txt” is not a text: it holds binary data."),
        ("latin.txt", "Déclaration".encode("latin-1"), "“latin.txt” is not in UTF-8 (byte 1)."),
        ("large.txt", b"a" * (20 * 1024 * 1024 + 1), "“large.txt” is larger than 20 MB."),
        ("text.pdf", b"%PDF-1.4", "“text.pdf” is neither"),
        ("few.txt", b"Only a title\n", "No Article was found"),
        ("blank.txt", b" \n \n", "“blank.txt” holds no words."),
    ],
)
def test_a_file_that_is_no_draft_gets_one_sentence_and_changes_nothing(tmp_path, name, content, sentence):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError) as refused:
        run("import_draft", tmp_path / name, title="T")
    assert str(refused.value).startswith(sentence)
    assert nothing_changed()


@pytest.mark.django_db
def test_a_file_that_is_not_there_and_a_person_who_is_not_there(tmp_path, draft):
    with pytest.raises(CommandError, match="cannot be read: No such file or directory."):
        run("import_draft", tmp_path / "nowhere.txt")
    with pytest.raises(CommandError, match="Nobody here has the address nobody@travaux.example."):
        run("import_draft", draft, by="nobody@travaux.example")
    assert nothing_changed()


def test_a_delegate_brings_no_text_and_two_experts_are_asked_which(draft, anna, expert):
    with pytest.raises(CommandError, match="neither the expert nor of the secretariat"):
        run("import_draft", draft, by=anna.email)
    person("second@travaux.example", "Second", "expert")
    with pytest.raises(CommandError, match="several experts"):
        run("import_draft", draft)
    assert nothing_changed()


# --- redline -----------------------------------------------------------------------------------------------
def test_the_redline_of_two_files_joins_to_both_texts(draft, later):
    data = json.loads(run("redline", draft, later, format="json"))
    relations = [(unit["old"], unit["new"], unit["relation"]) for unit in data["units"]][5:]
    assert relations == [
        (None, "Article 1", "added"),
        ("Article 1", "Article 2", "edited"),
        ("Article 2", "Article 3", "edited"),
        ("Article 3", "Article 4", "renumbered only"),
    ]
    words = data["units"][7]["changes"]
    assert "".join(text for op, text in words if op != "insert") == (
        "1. States shall cooperate in good faith.\n2. States should report every two years."
    )
    assert [(op, text) for op, text in words if op != "equal"] == [("delete", "should"), ("insert", "shall")]
    assert data["summary"]["relations"]["added"] == 1


def test_the_redline_in_words_marks_whole_words(draft, later):
    printed = run("redline", draft, later)
    assert "Article 3 (was Article 2): edited" in printed
    assert "  2. States [-should-]{+shall+} report every two years." in printed


def test_the_redline_as_a_page_escapes_what_the_texts_say(tmp_path, draft, later):
    later.write_text(later.read_text().replace("It has a name.", "<script>alert(1)</script>"))
    page = tmp_path / "redline.html"
    assert run("redline", draft, later, format="html", output=str(page)) == ""
    written = page.read_text()
    assert "<script" not in written
    assert "&lt;script&gt;" in written
    assert "should</del>" in written


def test_a_version_is_named_by_its_address(version, later):
    name = f"{version.declaration.slug}/{version.number}"
    data = json.loads(run("redline", name, str(later), format="json"))
    assert [unit["relation"] for unit in data["units"]].count("edited") == 2
    same = json.loads(run("redline", name, name, format="json"))
    assert {unit["relation"] for unit in same["units"]} == {"unchanged"}


@pytest.mark.django_db
def test_pairs_are_answered_line_by_line(quotes):
    rows = [
        {"id": 1, "old": "States shall act.", "new": "States should act."},
        {"id": "b", "old": "", "new": "Words \ud800"},
        {"id": None, "old": "Same", "new": "Same"},
    ]
    answers = [json.loads(line) for line in run("redline", pairs=str(quotes(*rows))).splitlines()]
    assert answers == [
        {
            "id": 1,
            "changes": [["equal", "States "], ["delete", "shall"], ["insert", "should"], ["equal", " act."]],
        },
        {"id": "b", "changes": [["insert", "Words \ud800"]]},
        {"id": None, "changes": [["equal", "Same"]]},
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "line 1, is not JSON"),
        ("[" * 100_000, "line 1, is not JSON"),
        ('{"id": 1, "old": ""}', "line 1, lacks one of: id, old, new"),
        ('{"id": 1, "old": 2, "new": 3}', "are to be texts"),
    ],
)
def test_a_line_that_is_no_pair_is_named(tmp_path, line, sentence):
    path = tmp_path / "pairs.jsonl"
    path.write_text(line)
    with pytest.raises(CommandError, match=sentence):
        run("redline", pairs=str(path))


@pytest.mark.django_db
def test_two_texts_or_pairs_are_needed_and_must_exist(draft, tmp_path):
    with pytest.raises(CommandError, match="Name two texts"):
        run("redline", draft)
    with pytest.raises(CommandError, match="neither a file nor a version"):
        run("redline", draft, "nothing/1")
    with pytest.raises(CommandError, match="cannot be read"):
        run("redline", pairs=str(tmp_path / "nowhere"))
    with pytest.raises(CommandError, match="cannot be written"):
        run("redline", draft, draft, output=str(tmp_path / "no" / "where"))


# --- carry -------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_quotes_are_followed_to_where_their_words_stand(draft, later, quotes):
    rows = [
        {"id": 1, "label": "Article 2", "quote": "cooperate in good faith", "prefix": "", "suffix": ""},
        {"id": 2, "label": "Article 2", "quote": "States should report every two years"},
        {"id": 3, "label": "article-3", "quote": "Everyone", "prefix": "", "suffix": " has the right"},
        {"id": 4, "label": "PP1", "quote": "earlier texts"},
        {"id": 5, "label": "", "quote": "cooperation among States"},
        {"id": 6, "label": "Article 2", "quote": "States"},
        {"id": 7, "label": "Article 2", "quote": "no such words"},
        {"id": 8, "label": "Article 9", "quote": "States"},
        {"id": 9, "label": "Article 3", "quote": ""},
    ]
    answers = [json.loads(line) for line in run("carry", draft, later, quotes(*rows)).splitlines()]
    assert [(each["id"], each["status"], each["label"], each["quote"]) for each in answers] == [
        (1, "shifted", "Article 3", "cooperate in good faith"),
        (2, "edited", "Article 3", "States shall report every two years"),
        (3, "shifted", "Article 4", "Everyone"),
        (4, "exact", "PP1", "earlier texts"),
        (5, "shifted", "Article 2", "cooperation among States"),
        (6, "several", None, ""),
        (7, "absent", None, ""),
        (8, "absent", None, ""),
        (9, "shifted", "Article 4", ""),
    ]


def test_carrying_touches_no_table(draft, later, quotes, django_assert_num_queries, db):
    rows = [{"id": 1, "label": "Article 2", "quote": "good faith"}]
    with django_assert_num_queries(0):
        run("carry", draft, later, quotes(*rows))
