import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==(\S+)", re.M)
KINDS = ["requirements", "requirements-dev", "requirements-uv"]
# Where the module has another name than the package.
MODULES = {
    "django-import-export": "import_export",
    "django-simple-history": "simple_history",
    "django-crispy-forms": "crispy_forms",
    "Django": "django",
    "psycopg": "postgres",
    "django-environ": "environ",
    "django-allauth": "allauth",
    "django-csp": "csp",
    "python-docx": "docx",
    "fonttools": "fontTools",
    "axe-playwright-python": "axe_playwright_python",
    "pytest-xdist": "-n 2",
    "pytest-django": "django_db",
}


def text(name):
    return (ROOT / name).read_text()


def listed(kind):
    lines = [line for line in text(f"{kind}.in").splitlines() if line and line[0] not in "#-"]
    return {re.match(r"[A-Za-z0-9-]+", line).group(): line for line in lines}


def pins(kind):
    return dict(PIN.findall(text(f"{kind}.txt")))


@pytest.mark.parametrize("kind", KINDS)
def test_every_locked_file_has_its_hash_and_no_host_is_named(kind):
    blocks = re.split(r"\n(?=[a-z])", text(f"{kind}.txt").split("\n", 1)[1])
    assert [block.split("\n")[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r"https?://|--index|--find-links", text(f"{kind}.txt")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_requirement_is_locked_and_has_a_reason_and_a_licence(kind):
    missing = [name for name in listed(kind) if name.lower() not in pins(kind)]
    bare = [line for line in listed(kind).values() if not re.search(r"#.{10,}\(.+\)$", line)]
    assert (missing, bare) == ([], [])


def test_tests_run_on_the_very_releases_that_production_runs():
    ours, theirs = pins("requirements"), pins("requirements-dev")
    assert {name: pin for name, pin in theirs.items() if ours.get(name, pin) != pin} == {}


def test_no_requirement_is_unused():
    folders = [folder for folder in ROOT.iterdir() if folder.is_dir() and folder.name not in {"var", ".venv"}]
    sources = [path for folder in folders for path in folder.rglob("*.py") if path != Path(__file__)]
    everything = "\n".join(path.read_text() for path in [*sources, ROOT / "Makefile"])
    names = [*listed("requirements"), *listed("requirements-dev")]
    module = {name: MODULES.get(name, name.replace("-", "_").lower()) for name in names}
    assert [name for name in names if module[name] not in everything] == []
