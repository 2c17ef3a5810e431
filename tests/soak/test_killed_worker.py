"""The worker is killed again and again while it sends: nothing arrives twice, and what is not known is said."""

import email
import subprocess
import sys
import time
from collections import Counter

from aiosmtpd.controller import Controller

from tests.soak.test_kill_loop import env  # noqa: F401

KILLS, MESSAGES, PORT = 10, 300, 2_527


class Sink:
    """A mail server that keeps the identity of each message, once it has answered for it."""

    def __init__(self):
        self.ids = []

    async def handle_DATA(self, server, session, envelope):
        self.ids.append(email.message_from_bytes(envelope.content)["Message-ID"])
        return "250 OK"


def manage(env, *arguments):  # noqa: F811
    return subprocess.Popen([sys.executable, *arguments], env=env, stderr=subprocess.DEVNULL)


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
    read = subprocess.run(
        [sys.executable, "-m", "tests.soak.post", "read"],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    states = dict(line.split() for line in read.stdout.splitlines())
    assert max(Counter(sink.ids).values()) == 1
    assert {name for name, state in states.items() if state == "sent"} <= set(sink.ids)
    assert set(states.values()) <= {"sent", "uncertain"}
    unknown = [name for name, state in states.items() if state == "uncertain"]
    assert len(states) == MESSAGES and len(unknown) <= KILLS
    assert set(states) - set(sink.ids) <= set(unknown)
