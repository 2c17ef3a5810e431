"""Fixtures for every test: the shared data, a clean cache, and what frozen tables ask of a flush.

The cast, a few people and organisations, stands below the line at the end.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from drafting import frozen
from tests.machinery import tally

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("TRAVAUX_DATA", ROOT.parent / "shared" / "data"))

# What a test needs is said by the folder it lies in.
MARKS = {
    "browser": "browser",
    "documents": "documents",
    "soak": "soak",
    "visibility": "thorough",
    "demonstration": "thorough",
}

# The same examples at each run, however slow the machine: what fails is the change's doing. `make soak` explores.
hypothesis_settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis_settings.register_profile("exploring", deadline=None, max_examples=1_000)
hypothesis_settings.load_profile(os.environ.get("TRAVAUX_EXAMPLES", "steady"))


def pytest_collection_modifyitems(items):
    for item in items:
        for folder in item.path.relative_to(ROOT / "tests").parts[:1]:
            if folder in MARKS:
                item.add_marker(MARKS[folder])


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):  # the first process, after its parallel workers
        shutil.rmtree(os.environ["TRAVAUX_VAR"], ignore_errors=True)


def pytest_terminal_summary(terminalreporter, config):
    if not hasattr(config, "workerinput"):  # the first process has what its parallel workers say too
        tally.note(terminalreporter.stats)


@pytest.fixture(scope="session")
def shared_data():
    """Path of a file of the shared data; skips the test where the data is not on this machine."""

    def path(name):
        found = DATA / name
        if not found.exists():
            pytest.skip(f"no {name} in the shared data; TRAVAUX_DATA names its folder")
        return found

    return path


@pytest.fixture(autouse=True)
def _clean_cache():
    """Rate limits count in the cache: no test inherits another's attempts."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _flush_may_empty_frozen_tables():
    """A transactional test is followed by a flush, which the triggers of frozen tables refuse.

    They are removed just before it; the flush sends post_migrate, which installs them again.
    """
    flush = TransactionTestCase._fixture_teardown

    def flush_without_triggers(case):
        for alias in connections:
            frozen.remove(alias)
        flush(case)

    TransactionTestCase._fixture_teardown = flush_without_triggers
    yield
    TransactionTestCase._fixture_teardown = flush


# --- The cast ---------------------------------------------------------------------------------------------
from tests.cast import *  # noqa: E402, F403
