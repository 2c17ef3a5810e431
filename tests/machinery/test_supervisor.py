import socket
import stat
import subprocess
import sys
import time

import pytest

from config import supervisor

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(60)
"""


@pytest.fixture
def busy_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield str(taken.getsockname()[1])


def test_a_busy_port_gets_one_line(busy_port, monkeypatch):
    monkeypatch.setenv("PORT", busy_port)
    monkeypatch.delenv("HOST", raising=False)
    with pytest.raises(SystemExit) as ended:
        supervisor.address()
    line = f"Cannot listen on 127.0.0.1 port {busy_port}: Address already in use. Try `make run PORT=8001`."
    assert ended.value.code == line


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", "٨٠٠٠"])
def test_a_port_that_is_no_port_gets_one_line(port, monkeypatch):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit) as ended:
        supervisor.address()
    assert ended.value.code == f"PORT must be a number from 1 to 65535, not {port}."


def test_the_demonstration_is_at_the_address_it_listens_on(monkeypatch):
    monkeypatch.delenv("TRAVAUX_BASE_URL")
    env = supervisor.environment("demonstration", "127.0.0.1", 8123)
    assert (env["TRAVAUX_BASE_URL"], env["TRAVAUX_DEMO"]) == ("http://127.0.0.1:8123", "1")


def test_production_is_told_no_secret_and_no_demonstration(monkeypatch):
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.delenv("TRAVAUX_BASE_URL")
    monkeypatch.setenv("TRAVAUX_DEMO", "1")
    env = supervisor.environment("production", "::1", 8000)
    assert (env["TRAVAUX_DEMO"], env.get("SECRET_KEY"), env["DEBUG"]) == ("0", None, "0")
    assert env["TRAVAUX_BASE_URL"] == "http://[::1]:8000"


def test_the_demonstration_keeps_a_secret_of_its_own_that_only_its_owner_reads(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "VAR", tmp_path)
    secret = supervisor.demonstration_secret()
    assert (len(secret) >= 50, supervisor.demonstration_secret()) == (True, secret)
    assert stat.S_IMODE((tmp_path / "demonstration-secret").stat().st_mode) == 0o600


def test_all_end_together_and_the_deaf_are_killed(monkeypatch):
    monkeypatch.setattr(supervisor, "GRACE", 0.5)
    willing = supervisor.start(SLEEPER, None)
    deaf = subprocess.Popen(
        [sys.executable, "-c", DEAF], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert deaf.stdout.readline() == "deaf\n"
    supervisor.stop([willing, deaf])
    assert (willing.returncode, deaf.returncode) == (-15, -9)


def test_the_watch_ends_when_one_child_ends():
    short, long = [supervisor.start([sys.executable, "-c", ""], None), supervisor.start(SLEEPER, None)]
    supervisor.watch([short, long])
    assert (short.returncode, long.poll()) == (0, None)
    supervisor.stop([short, long])
    assert long.returncode == -15


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_children_end_with_a_supervisor_that_was_killed():
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"from config import supervisor; import time; "
            f"print(supervisor.start({SLEEPER!r}, None).pid, flush=True); time.sleep(60)",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    assert ended_soon(child)


def ended_soon(pid):
    for _ in range(50):
        try:
            with open(f"/proc/{pid}/stat") as file:
                if file.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return True  # dead; whoever adopted it has not yet asked
        except FileNotFoundError:
            return True
        time.sleep(0.1)
    return False
