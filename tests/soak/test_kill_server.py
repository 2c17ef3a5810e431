"""The server is killed in the midst of submissions; the browser sends its form again with the same key."""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from urllib.parse import urlencode

from tests.soak.test_kill_loop import env, run  # noqa: F401
from tests.soak.world import PARTIES

KILLS = int(os.environ.get("TRAVAUX_SERVER_KILLS", 20))
TOKEN = "t" * 32


def free_port():
    """Below the ports that the system gives to clients: a client that waits there could meet itself."""
    for port in range(20_000 + os.getpid() % 5_000, 32_000):
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                free.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no free port")


class Server:
    """One web server in a process group of its own, killed as a power cut would kill it."""

    def __init__(self, environment):
        self.port = free_port()
        self.env = environment | {"DEBUG": "1", "TRAVAUX_BASE_URL": f"http://127.0.0.1:{self.port}"}
        self.start()

    def start(self):
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--threads", "4", "--no-control-socket", "--log-level", "error"]
        self.process = subprocess.Popen(command, env=self.env, start_new_session=True)
        self.wait()

    def wait(self):
        for _attempt in range(600):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                connection.request("GET", "/receipts/chain.json")
                connection.getresponse().read()
                return
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
            finally:
                connection.close()
        raise AssertionError("the server did not start")

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def send(port, path, session, key):
    """Post the submission once; the address of the receipt, or what the browser saw where the line broke."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        connection.request("POST", path, urlencode({"csrfmiddlewaretoken": TOKEN, "once": key}), headers)
        answer = connection.getresponse()
    except (OSError, http.client.HTTPException) as broken:
        return broken
    finally:
        connection.close()
    assert answer.status == 302, answer.status
    return answer.headers["Location"]


def send_until_answered(port, path, session, key):
    """As a browser does that is told to try again: the same form, with the same key."""
    for _attempt in range(5):
        answer = send(port, path, session, key)
        if isinstance(answer, str):
            break
    return answer


def test_nothing_acknowledged_is_lost_and_nothing_doubled_when_the_server_is_killed(env):  # noqa: F811
    run(env, "build")
    found = json.loads(run(env, "session", PARTIES[0]))
    server, seeded = Server(env), random.Random(4)
    acknowledged, broken = [], 0
    try:
        while broken < KILLS:
            key = str(uuid.uuid4())
            killer = threading.Timer(seeded.uniform(0, 0.06), server.kill)
            killer.start()
            first = send(server.port, found["path"], found["session"], key)
            killer.join()
            broken += not isinstance(first, str)
            server.start()
            again = send_until_answered(server.port, found["path"], found["session"], key)
            assert isinstance(again, str), again
            assert first == again or not isinstance(first, str)
            acknowledged.append(again)
    finally:
        server.kill()
    kept = json.loads(run(env, "addresses"))
    assert sorted(kept) == sorted(acknowledged)
    assert json.loads(run(env, "read"))["faults"] == []
