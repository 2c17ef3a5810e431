import json
import os
import random
import subprocess
import sys
import time
import uuid

import psycopg
import pytest

from tests.soak.world import PARTIES

KILLS = int(os.environ.get("TRAVAUX_KILLS", 200))
SECRET = {"SECRET_KEY": "s" * 50, "DJANGO_SETTINGS_MODULE": "config.settings"}


@pytest.fixture
def env(tmp_path):
    """The environment of a database of its own, with production's settings: they are what is on trial."""
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        name = f"soak_{uuid.uuid4().hex}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        url = f"{url.rpartition('/')[0]}/{name}"
    else:
        url = f"sqlite:///{tmp_path / 'soak.sqlite3'}"
    return os.environ | SECRET | {"DATABASE_URL": url}


def run(env, *arguments):
    command = [sys.executable, "-m", "tests.soak.world", *arguments]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


class Writer:
    """A process that submits for one party until it is killed, and what it has said."""

    def __init__(self, env, code):
        command = [sys.executable, "-m", "tests.soak.world", "write", code]
        self.code = code
        self.process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)

    def kill_in_the_act(self, after):
        """Kill it `after` seconds into a submission; the lines it said, up to the last."""
        said = []
        for line in self.process.stdout:
            said.append(line.split())
            if said.count(["try"]) > 2:
                break
        time.sleep(after)
        self.process.kill()
        said += [line.split() for line in self.process.stdout]
        self.process.wait()
        return said


def test_no_acknowledged_submission_is_lost_when_processes_are_killed(env):
    run(env, "build")
    seeded = random.Random(7262)
    writers = [Writer(env, code) for code in PARTIES]
    acknowledged, unknown = [], 0
    while unknown < KILLS:
        victim = writers.pop(seeded.randrange(len(writers)))
        said = victim.kill_in_the_act(seeded.uniform(0, 0.02))
        assert said, "a writer ended before it wrote: see its message above"
        acknowledged += [line[1:] for line in said if line[0] == "ack"]
        unknown += said[-1] == ["try"]  # killed between asking and being answered: the fault hit
        writers.append(Writer(env, victim.code))
    for writer in writers:
        acknowledged += [line[1:] for line in writer.kill_in_the_act(0) if line[0] == "ack"]
    found = json.loads(run(env, "read"))
    assert [ack for ack in acknowledged if ack not in found["kept"] or ack not in found["received"]] == []
    assert (found["faults"], sorted(found["kept"]) == sorted(found["received"])) == ([], True)
    assert len(acknowledged) > KILLS
