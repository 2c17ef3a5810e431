"""Runs a command beside a PostgreSQL of its own, which is gone afterwards.

`python -m tests.machinery.throwaway_postgres COMMAND …` sets DATABASE_URL for the command; with `--durable`
first, the server waits for the disk as in production.
"""

import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

HASTE = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
SETTINGS = ["listen_addresses=", "max_connections=200", "timezone=UTC", "log_min_messages=fatal"]


def server_folder():
    """The folder of initdb and postgres, the newest where there are several; None where there is none."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda p: float(p.split("/")[4]))
    on_path = shutil.which("initdb")
    best = found[-1] if found else on_path and os.path.realpath(on_path)
    return Path(best).parent if best else None


def as_whom():
    """PostgreSQL refuses to run as root: then it runs as its own user."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def server(durable=False):
    """Its DATABASE_URL. A socket's path must be short, so the folder is made directly under /tmp."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    whom, programs = as_whom(), server_folder()
    if whom:
        os.chown(folder, whom["user"], whom["group"])
    try:
        initialise(programs, folder, whom)
        process = start(programs, folder, whom, [*SETTINGS, *([] if durable else HASTE)])
        try:
            yield f"postgres://travaux@{str(folder).replace('/', '%2F')}/postgres"
        finally:
            process.send_signal(signal.SIGINT)  # a fast shutdown: open connections are cut
            process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def initialise(programs, folder, whom):
    command = [programs / "initdb", "-D", folder / "data", "-U", "travaux", "-A", "trust", "-E", "UTF8"]
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run([*command, "--locale=C.UTF-8", "--no-sync"], check=True, **quiet, **whom)


def start(programs, folder, whom, settings):
    options = [part for setting in settings for part in ("-c", setting)]
    command = [programs / "postgres", "-D", folder / "data", "-k", folder, *options]
    # In a session of its own: Ctrl-C is for the tests, which then end the server.
    process = subprocess.Popen(command, cwd=folder, start_new_session=True, **whom)
    ready = [programs / "pg_isready", "-q", "-h", folder, "-U", "travaux", "-d", "postgres"]
    deadline = time.monotonic() + 30
    while subprocess.call(ready):
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit("The throwaway PostgreSQL did not start; its reason stands above.")
        time.sleep(0.1)
    return process


def main(arguments):
    durable = arguments[0] == "--durable"
    command = arguments[1:] if durable else arguments
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    with server(durable) as url:
        return subprocess.call(command, env=dict(os.environ, DATABASE_URL=url))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
