"""Starts the web server, the worker and the clock, and ends all of them together. Plain Python.

`python -m config.supervisor demonstration` is `make run`; `production` is `make serve`.
"""

import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("TRAVAUX_VAR") or ROOT / "var")
GRACE = 12  # seconds to finish the requests and the job at hand
ANY_ADDRESS = {"0.0.0.0", "::", ""}


class Stop(Exception):
    """Somebody asked us to end."""


def address():
    """(host, port) to listen on, from HOST and PORT; exits with a line where it cannot be had."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        sys.exit(f"PORT must be a number from 1 to 65535, not {port}.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as problem:
            sys.exit(f"Cannot listen on {host} port {port}: {problem.strerror}. Try `make run PORT=8001`.")
    return host, int(port)


def in_url(host):
    return f"[{host}]" if ":" in host else host


def environment(way, host, port):
    """What the children are told. The demonstration makes a secret of its own; production must bring one."""
    env = dict(os.environ, DJANGO_SETTINGS_MODULE="config.settings", DEBUG="0")
    env |= {"TRAVAUX_WORKER": "1", "TRAVAUX_BY_HAND": "0"}
    seen_as = in_url("127.0.0.1" if host in ANY_ADDRESS else host)
    env.setdefault("TRAVAUX_BASE_URL", f"http://{seen_as}:{port}")
    env["TRAVAUX_DEMO"] = "1" if way == "demonstration" else "0"
    if way == "demonstration":
        env.setdefault("SECRET_KEY", demonstration_secret())
        if host in ANY_ADDRESS:
            env.setdefault("ALLOWED_HOSTS", "*")
    return env


def demonstration_secret():
    """One secret per machine, kept, so that a restart signs nobody out."""
    path = VAR / "demonstration-secret"
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


def web(host, port):
    here = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind={in_url(host)}:{port}"]
    size = [f"--workers={os.environ.get('WEB_CONCURRENCY', 2)}", "--worker-class=gthread", "--threads=8"]
    return [*here, *size, "--no-control-socket", "--log-level=warning", f"--graceful-timeout={GRACE - 2}"]


def worker():
    return [sys.executable, "manage.py", "db_worker", "--queue-name=*", "--no-reload", "--interval=0.5"]


def ticker():
    return [sys.executable, "-m", "config.ticker"]


def start(command, env):
    """A child in a session of its own, so that Ctrl-C reaches it through us, and only once."""
    return subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True, preexec_fn=_end_with_parent)


def _end_with_parent():
    """Linux can end a child when its parent is killed outright; elsewhere a killed supervisor leaves it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1 is PR_SET_PDEATHSIG


def wait_for_web(host, port, children):
    target = ("127.0.0.1" if host in {"0.0.0.0", ""} else "::1" if host == "::" else host, port)
    while all(child.poll() is None for child in children):
        try:
            socket.create_connection(target, timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)


def stop(children):
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def watch(children):
    """Return when a child ends by itself; that is always a fault."""
    while all(child.poll() is None for child in children):
        time.sleep(0.3)


def _on_signal(number, frame):
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stop


def prepare(way, env):
    done = subprocess.run([sys.executable, "-m", "config.prepare", way], cwd=ROOT, env=env)
    if done.returncode:
        sys.exit(1)


def main(way):
    host, port = address()
    env = environment(way, host, port)
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _on_signal)
    children = []
    try:
        prepare(way, env)
        children += [start(command, env) for command in (web(host, port), worker(), ticker())]
        wait_for_web(host, port, children)
        print(f"Travaux is at {env['TRAVAUX_BASE_URL']}/ (Ctrl-C ends it)", flush=True)
        watch(children)
    except Stop:
        print("\nStopping ...", flush=True)
        return 0
    finally:
        stop(children)
    print("A part of Travaux ended by itself, so the others were stopped; its reason stands above.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
