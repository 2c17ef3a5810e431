import os
import subprocess
import sys

import pytest

from config import install
from tests.machinery import needs, tally


def test_an_old_python_gets_one_line(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit) as ended:
        install.main("all")
    assert ended.value.code == "Travaux needs Python 3.11 or newer; this is 3.10."


def test_a_changed_lock_or_another_python_is_installed_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(install, "ROOT", tmp_path)
    lock = tmp_path / "requirements.txt"
    lock.write_text("a==1")
    first = install.stamp_of(["requirements.txt"])
    lock.write_text("a==2")
    second = install.stamp_of(["requirements.txt"])
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    assert len({first, second, install.stamp_of(["requirements.txt"])}) == 3


def test_what_is_installed_is_not_installed_again():
    done = subprocess.run([sys.executable, "config/install.py", "all"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_where_a_part_is_missing_and_one_is_not_root_the_one_command_is_named(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setitem(needs.PARTS, "tests", {"chromium": lambda: None, "gettext": lambda: "here"})
    with pytest.raises(SystemExit) as ended:
        needs.main("tests")
    line = "The tests need packages that are not here. Run as root: apt-get install chromium"
    assert ended.value.code == line


def test_several_runs_add_up_to_one_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TRAVAUX_TALLY", str(tmp_path / "tally"))
    tally.note({"passed": [1, 2], "skipped": [3]})
    tally.note({"passed": [1], "failed": [2], "error": [3]})
    assert tally.main(tmp_path / "tally") == 1
    assert capsys.readouterr().out == "3 passed, 2 failed, 1 skipped\n"


def test_no_test_at_all_is_a_failure(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAVAUX_TALLY", str(tmp_path / "tally"))
    tally.note({})
    assert tally.main(tmp_path / "tally") == 1


def test_manage_py_test_runs_the_same_suite():
    name = "tests/machinery/test_logs.py"
    alone = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "DJANGO"))}
    command = [sys.executable, "manage.py", "test", name]
    done = subprocess.run(command, env=alone, capture_output=True, text=True)
    assert (done.returncode, "4 passed" in done.stdout) == (0, True)


def test_a_test_of_a_parallel_run_is_counted_once(tmp_path):
    where = tmp_path / "tally"
    alone = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "DJANGO"))}
    command = [sys.executable, "-m", "pytest", "-n", "2", "tests/machinery/test_logs.py"]
    done = subprocess.run(
        command, env=alone | {"TRAVAUX_TALLY": str(where)}, capture_output=True, text=True, timeout=120
    )
    counted = tally.add(where.read_text().splitlines())
    assert done.stdout.count(f"{counted['passed']} passed in") == 1
