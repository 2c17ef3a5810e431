import os
import socket
import subprocess
import sys

import pytest
from aiosmtpd.controller import Controller


class Sink:
    """Keeps what it is sent."""

    def __init__(self):
        self.kept = []

    async def handle_DATA(self, server, session, envelope):
        self.kept.append((envelope.mail_from, envelope.rcpt_tos))
        return "250 OK"


@pytest.fixture
def sink():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(Sink(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


def send(**env):
    command = [sys.executable, "manage.py", "sendtestemail", "jo@mission.example"]
    env["DJANGO_SETTINGS_MODULE"] = "config.settings"  # the tests' own settings send nothing
    return subprocess.run(command, env=os.environ | env, capture_output=True, text=True)


def test_mail_leaves_through_the_server_that_the_environment_names(sink):
    done = send(
        EMAIL_URL=f"smtp://127.0.0.1:{sink.port}", DEFAULT_FROM_EMAIL="Travaux <secretariat@un.example>"
    )
    assert done.returncode == 0, done.stderr
    assert sink.handler.kept == [("secretariat@un.example", ["jo@mission.example"])]


def test_the_demonstration_sends_no_mail_to_anybody(sink):
    assert send(EMAIL_URL=f"smtp://127.0.0.1:{sink.port}", TRAVAUX_DEMO="1").returncode == 0
    assert sink.handler.kept == []
