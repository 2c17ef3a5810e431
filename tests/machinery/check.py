"""`make check`: format, lint, templates, migrations, deployment settings, translations; all are run."""

import os
import subprocess
import sys
from pathlib import Path

PYTHON = sys.executable
HERE = Path(PYTHON).parent
DEPLOYED = {
    "SECRET_KEY": "only-for-this-check-and-long-enough-to-please-it-0123456789-abcdefgh",
    "TRAVAUX_BASE_URL": "https://travaux.example",
    "DATABASE_URL": "sqlite://:memory:",
}


def steps():
    yield "format", [HERE / "ruff", "format", "--check", "--quiet", "."], {}
    yield "lint", [HERE / "ruff", "check", "--quiet", "."], {}
    if templates := sorted(str(path) for path in Path("templates").rglob("*.html")):
        yield "templates", [HERE / "djade", "--check", "--target-version", "5.2", *templates], {}
    yield "migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], DEPLOYED
    yield "deployment", [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], DEPLOYED
    for catalogue in sorted(Path("locale").rglob("*.po")):
        yield f"translation {catalogue}", [PYTHON, "-m", "tests.machinery.catalogue", catalogue], {}


def run(name, command, env):
    done = subprocess.run(command, env=os.environ | env, capture_output=True, text=True)
    print(f"{name}: {'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def main():
    results = [run(*step) for step in steps()]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
