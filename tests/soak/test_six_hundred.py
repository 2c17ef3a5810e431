"""A round to six hundred parties: opening answers at once, and the worker sends more than twenty messages a second."""

import subprocess
import sys
import time

from aiosmtpd.controller import Controller

from tests.soak.test_kill_loop import env  # noqa: F401
from tests.soak.test_killed_worker import Sink, manage

PARTIES, PORT = 600, 2_528
AT_ONCE = 0.5  # seconds of the processor: what the request costs, whatever else the machine does
RATE = 20  # messages a second


def test_six_hundred_letters_are_written_at_once_and_sent_quickly(env):  # noqa: F811
    env = env | {"TRAVAUX_WORKER": "1", "EMAIL_URL": f"smtp://127.0.0.1:{PORT}"}
    assert manage(env, "-m", "tests.soak.post", "build", str(PARTIES)).wait() == 0
    command = [sys.executable, "-m", "tests.soak.post", "open"]
    said = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True).stdout
    opened, worked = map(float, said.split()[-2:])
    sink, arrivals = Sink(), {}
    server = Controller(sink, hostname="127.0.0.1", port=PORT)
    server.start()
    worker = manage(env, "manage.py", "db_worker", "--no-reload", "--interval=0.1")
    try:
        end = time.monotonic() + 120
        while len(sink.ids) < PARTIES and time.monotonic() < end:
            arrivals.setdefault(len(sink.ids), time.monotonic())
            time.sleep(0.02)
        done = time.monotonic()
    finally:
        worker.terminate()
        worker.wait()
        server.stop()
    first = arrivals[min(n for n in arrivals if n)]
    rate = PARTIES / (done - first)
    print(f"opened in {opened:.2f} s ({worked:.2f} s of work), {rate:.0f} messages a second")
    assert len(set(sink.ids)) == len(sink.ids) == PARTIES
    assert worked < AT_ONCE
    assert rate > RATE
