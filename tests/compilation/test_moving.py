"""A whole installation in one file, and back into an empty one: all of it or nothing, with equal hashes."""

import io
import json
import zipfile
from hashlib import sha256

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from comments.services import verify_chain
from compilation.moving import LEFT_BEHIND, OTHERS, Unfit
from compilation.moving.exporting import export_all
from compilation.moving.importing import import_all
from drafting import frozen
from mandate.models import Mandate, Theme
from stakeholders.models import Organisation, User
from stakeholders.records import record_save
from tests.cast import person
from tests.visibility.test_matrix import world  # noqa: F401

EVERYTHING = pytest.mark.django_db(transaction=True)


def exported():
    file = io.BytesIO()
    overall, tables = export_all(file)
    return file.getvalue(), overall, tables


def changed(content, *, reseal=True, **changes):
    """An export in which files say something else, sealed anew so that only what they say gives them away."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        name = next(each for each in files if name in each)
        files[name] = change(files[name])
    if reseal:
        manifest = json.loads(files["manifest.json"])
        for name in manifest["files"]:
            manifest["files"][name]["sha256"] = sha256(files[name]).hexdigest()
        files["manifest.json"] = json.dumps(manifest).encode()
        files["manifest.sha256"] = sha256(files["manifest.json"]).hexdigest().encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, words in files.items():
            archive.writestr(name, words)
    return out.getvalue()


def emptied():
    frozen.remove()
    call_command("flush", interactive=False, verbosity=0)


@EVERYTHING
def test_everything_comes_across_with_its_history_and_equal_hashes(world, tmp_path, capsys):  # noqa: F811
    content, overall, tables = exported()
    assert exported()[0] == content
    assert {label for label, rows in tables.items() if rows} >= {
        *("comments.Receipt", "comments.Attachment", "drafting.HistoricalWording", "stakeholders.User"),
        *("mandate.Promise", "drafting.Upload", "comments.Deposit", "comments.InternalNote"),
    }
    path = tmp_path / "all.zip"
    path.write_bytes(content)
    emptied()
    # Words changed and sealed anew: the version's own hash tells. Nothing of it is kept.
    forged = changed(
        content, HistoricalWording=lambda words: words.replace(b"in good faith", b"as they like")
    )
    with pytest.raises(Unfit, match="are not those that were frozen"):
        import_all(io.BytesIO(forged))
    forged = changed(
        content, **{"comments.Submission.": lambda words: words.replace(b"mk9public", b"mk8public")}
    )
    with pytest.raises(Unfit, match="chain of receipts does not hold"):
        import_all(io.BytesIO(forged))
    assert (User.objects.count(), Mandate.objects.count()) == (0, 0)

    call_command("import_all", str(path))
    assert overall in capsys.readouterr().out
    assert exported() == (content, overall, tables)
    assert (verify_chain(), frozen.installed()) == ([], frozen.expected(connection.vendor))
    # And work goes on: new rows find new keys, in a table and in its history.
    somebody = person("new@travaux.example", "New", "secretariat")
    theme = record_save(Theme(mandate=Mandate.objects.first(), name="New"), by=somebody)
    assert theme.history.get().history_user == somebody
    record_save(Organisation(code="NEW", name="New", short_name="New", category="ngo"), by=somebody)


@pytest.mark.django_db
def test_every_table_of_ours_is_in_it_and_what_belongs_to_one_machine_is_not(version):
    _content, _overall, tables = exported()
    ours = {
        model._meta.label
        for room in settings.ROOMS
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
    }
    assert set(tables) == (ours | set(OTHERS)) - set(LEFT_BEHIND)
    assert not {label for label in tables if label.startswith(("sessions.", "mfa.", "django_tasks"))}


@pytest.mark.django_db
def test_nothing_is_brought_into_an_installation_that_is_not_empty(version, tmp_path):
    content, _overall, tables = exported()
    path = tmp_path / "all.zip"
    path.write_bytes(content)
    with pytest.raises(
        CommandError, match="This installation is not empty: there are rows in .*Nothing was changed"
    ):
        call_command("import_all", str(path))
    assert exported()[2] == tables


@pytest.fixture
def export(db):
    """What a new installation exports, with one mandate in it."""
    mandate = Mandate.objects.create(slug="a", title="A mandate")
    content = exported()[0]
    mandate.delete()
    Mandate.history.all().delete()
    return content


def of_another_release(manifest):
    said = json.loads(manifest)
    said["schema"]["drafting"].append("9999_later")
    return json.dumps(said).encode()


def of_no_installation(manifest):
    return json.dumps(json.loads(manifest) | {"format": ""}).encode()


def mandates(change, **more):
    """An export in which the table of mandates says what `change` makes of it."""
    return lambda content: changed(content, **more, **{"mandate.Mandate": change})


def manifest(change, **more):
    return lambda content: changed(content, **more, **{"manifest.json": change})


WRONG = {
    "no archive": (lambda content: b"Words.", "is damaged, cut short, or no export"),
    "cut short": (lambda content: content[: len(content) // 2], "is damaged, cut short, or no export"),
    "a changed byte": (
        mandates(lambda words: words.replace(b"A m", b"B m"), reseal=False),
        "tables/mandate.Mandate.jsonl is not what it was",
    ),
    "a changed manifest": (manifest(of_another_release, reseal=False), "manifest.json is not what it was"),
    "another release": (
        manifest(of_another_release),
        "another release: drafting.9999_later is known to the export only",
    ),
    "another archive": (manifest(of_no_installation), "no export of a whole installation"),
    "a row that is none": (mandates(lambda words: b"[1]\n"), "A row of mandate.Mandate cannot be read"),
    "a row too many": (
        mandates(lambda words: words + b'[7777, "b", "Another", "Expert"]\n'),
        "mandate.Mandate has 2 rows here and 1 in the export",
    ),
    "what was never true": (
        mandates(lambda words: words + b'[7777, "a", "Of the same address", "Expert"]\n'),
        "does not take a row of mandate.Mandate",
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", WRONG)
def test_a_file_that_is_not_fit_is_refused_with_a_sentence_and_nothing_changes(export, tmp_path, wrong):
    path = tmp_path / "all.zip"
    spoil, said = WRONG[wrong]
    path.write_bytes(spoil(export))
    with pytest.raises(CommandError, match=said):
        call_command("import_all", str(path))
    assert Mandate.objects.count() == 0


@pytest.mark.django_db
def test_the_commands_say_what_went_where(tmp_path, capsys):
    path = tmp_path / "all.zip"
    call_command("export_all", str(path))
    written = capsys.readouterr().out.splitlines()
    assert path.stat().st_mode & 0o077 == 0
    call_command("import_all", str(path))
    assert capsys.readouterr().out.splitlines()[-1] == written[-1]
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_all", str(tmp_path / "none" / "all.zip"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_all", str(tmp_path / "none.zip"))
