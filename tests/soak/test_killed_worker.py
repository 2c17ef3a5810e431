"""The worker is killed again and again while it sends: nothing arrives twice, and what is not known is said."""

import email
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing

import psycopg
from aiosmtpd.controller import Controller

from tests.soak.test_kill_loop import env  # noqa: F401

KILLS, MESSAGES, PORT = 10, 300, 2_527
FIRST = 50  # letters that are written as the round opens; the worker writes the others


class Sink:
    """A mail server that keeps the identity of each message, once it has answered for it."""

    def __init__(self):
        self.ids = []

    async def handle_DATA(self, server, session, envelope):
        self.ids.append(email.message_from_bytes(envelope.content)["Message-ID"])
        return "250 OK"


def manage(env, *arguments):  # noqa: F811
    return subprocess.Popen([sys.executable, *arguments], env=env, stderr=subprocess.DEVNULL)


def states_of(env):  # noqa: F811
    """{Message-ID: state} of every notice, as an administrator sees it later."""
    command = [sys.executable, "-m", "tests.soak.post", "read"]
    read = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return dict(line.split() for line in read.stdout.splitlines())


def written(env):  # noqa: F811
    """How many notices there are, asked of the database itself: quickly, while the worker writes them."""
    url, query = env["DATABASE_URL"], "SELECT count(*) FROM stakeholders_notice"
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30)) as connection:
            return connection.execute(query).fetchone()[0]
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchone()[0]


def test_a_worker_killed_ten_times_sends_nothing_twice_and_explains_the_rest(env):  # noqa: F811
    env = env | {"TRAVAUX_WORKER": "1", "EMAIL_URL": f"smtp://127.0.0.1:{PORT}"}
    assert manage(env, "-m", "tests.soak.post", "write", str(MESSAGES)).wait() == 0
    sink = Sink()
    server = Controller(sink, hostname="127.0.0.1", port=PORT)
    server.start()
    try:
        for _n in range(KILLS):
            before, worker = (
                len(sink.ids),
                manage(env, "manage.py", "db_worker", "--no-reload", "--interval=0.1"),
            )
            end = time.monotonic() + 30
            while len(sink.ids) < before + 7 and time.monotonic() < end:
                time.sleep(0.005)
            worker.kill()
            worker.wait()
        worker = manage(env, "manage.py", "db_worker", "--no-reload", "--interval=0.1")
        end = time.monotonic() + 120
        while len(sink.ids) < MESSAGES - KILLS and time.monotonic() < end:
            time.sleep(0.1)
        time.sleep(3)
        worker.terminate()
        worker.wait()
        # What a worker had taken up and not yet marked is sent by the clock.
        assert manage(env, "-m", "tests.soak.post", "later").wait() == 0
    finally:
        server.stop()
    states = states_of(env)
    assert max(Counter(sink.ids).values()) == 1
    assert {name for name, state in states.items() if state == "sent"} <= set(sink.ids)
    assert set(states.values()) <= {"sent", "uncertain"}
    unknown = [name for name, state in states.items() if state == "uncertain"]
    assert len(states) == MESSAGES and len(unknown) <= KILLS
    assert set(states) - set(sink.ids) <= set(unknown)


def test_a_worker_killed_while_it_writes_the_letters_of_a_round_leaves_none_out_and_none_twice(env):  # noqa: F811
    env = env | {"TRAVAUX_WORKER": "1", "EMAIL_URL": f"smtp://127.0.0.1:{PORT}"}
    assert manage(env, "-m", "tests.soak.post", "build", str(MESSAGES)).wait() == 0
    assert manage(env, "-m", "tests.soak.post", "open").wait() == 0
    sink = Sink()
    server = Controller(sink, hostname="127.0.0.1", port=PORT)
    server.start()
    try:
        worker = manage(env, "manage.py", "db_worker", "--no-reload", "--interval=0.1")
        end = time.monotonic() + 60
        while written(env) <= FIRST and time.monotonic() < end:
            time.sleep(0.002)
        worker.kill()
        worker.wait()
        left = MESSAGES - written(env)
        assert manage(env, "-m", "tests.soak.post", "later").wait() == 0  # the clock writes what is left
        assert written(env) == MESSAGES
        worker = manage(env, "manage.py", "db_worker", "--no-reload", "--interval=0.1")
        end = time.monotonic() + 120
        while len(sink.ids) < MESSAGES - 1 and time.monotonic() < end:
            time.sleep(0.1)
        worker.terminate()
        worker.wait()
        assert manage(env, "-m", "tests.soak.post", "later").wait() == 0
    finally:
        server.stop()
    states = states_of(env)
    print(f"{left} letters were left unwritten")
    assert len(states) == MESSAGES  # one to each party
    assert max(Counter(sink.ids).values()) == 1
    assert set(states.values()) <= {"sent", "uncertain"}
    assert list(states.values()).count("uncertain") <= 1
