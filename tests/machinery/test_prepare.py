import os
import sqlite3
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """What two starts of production on an empty machine said, and where they wrote."""
    var = tmp_path_factory.mktemp("var")
    env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env |= {"SECRET_KEY": "s" * 50, "TRAVAUX_VAR": str(var)}
    command = [sys.executable, "-m", "config.prepare", "production"]
    starts = [subprocess.run(command, env=env, capture_output=True, text=True) for _ in range(2)]
    return var, starts


def test_the_first_start_brings_everything_up_to_date(prepared):
    _, (first, _) = prepared
    said = "Bringing the database up to date ...\nCollecting static files ...\n"
    assert (first.returncode, first.stdout, first.stderr) == (0, said, "")


def test_the_second_start_finds_nothing_to_do(prepared):
    _, (_, second) = prepared
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_production_begins_without_accounts_and_without_a_demonstration(prepared):
    var, _ = prepared
    with sqlite3.connect(var / "travaux.sqlite3") as database:
        tables = ["stakeholders_user", "drafting_declaration", "circulation_round"]
        counts = [database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables]
    assert counts == [0, 0, 0]


def test_what_limits_guessing_is_counted_where_all_processes_see_it(prepared):
    var, _ = prepared
    with sqlite3.connect(var / "travaux.sqlite3") as database:
        assert database.execute("SELECT COUNT(*) FROM cache").fetchone() == (0,)


def test_static_files_are_hashed_and_compressed(prepared):
    var, _ = prepared
    names = [path.name for path in (var / "static").glob("travaux.*")]
    assert len([name for name in names if name.endswith(".css.gz")]) == 2  # by its name, and by its hash
