"""Makes `.venv` and installs the locked requirements; the Makefile runs it with the machine's own Python.

Plain standard library, and it must also parse on Pythons that are too old, to say so in one line.
"""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"run": ["requirements.txt"], "all": ["requirements.txt", "requirements-dev.txt"]}
FLOOR = (3, 11)


def stamp_of(locks):
    """One digest for what should be installed: the locks and the Python they were installed for."""
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for lock in locks:
        digest.update((ROOT / lock).read_bytes())
    return digest.hexdigest()


def stamp_path(kind):
    return VENV / ("installed-" + kind)


def is_installed(kind):
    path = stamp_path(kind)
    return PYTHON.exists() and path.exists() and path.read_text() == stamp_of(LOCKS[kind])


def make_venv():
    if (
        PYTHON.exists()
        and subprocess.call([str(PYTHON), "-c", "import sys, pip"], stderr=subprocess.DEVNULL) == 0
    ):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    done = create_venv()
    if done.returncode and "ensurepip" in done.stdout:
        install_debian_venv()
        done = create_venv()
    if done.returncode:
        sys.exit("Could not make .venv: " + " ".join(done.stdout.split()[-30:]))


def create_venv():
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def install_debian_venv():
    """Debian ships python3 without ensurepip; its package python3-venv brings it."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit("This Python cannot make virtual environments: run `apt-get install python3-venv` as root.")
    print("Installing Debian's python3-venv ...", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": dict(os.environ, DEBIAN_FRONTEND="noninteractive")}
    subprocess.call(["apt-get", "update", "-qq"], **quiet)
    if subprocess.call(["apt-get", "install", "-y", "-qq", "python3-venv"], **quiet):
        sys.exit("apt-get could not install python3-venv; see its message above.")


def install(locks):
    """uv takes a quarter of pip's time; where it has no build for this machine, pip does the same work."""
    wanted = [part for lock in locks for part in ("-r", str(ROOT / lock))]
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    has_uv = subprocess.call([*pip, "-r", str(ROOT / "requirements-uv.txt")]) == 0
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes"]
    if has_uv and subprocess.call([*uv, *wanted]) == 0:
        return
    if subprocess.call([*pip, *wanted]):
        sys.exit("The requirements could not be installed; the reason stands above.")


def main(kind):
    if sys.version_info < FLOOR:
        sys.exit("Travaux needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))
    if is_installed(kind) or (kind == "run" and is_installed("all")):
        return
    print("Installing Python packages into .venv (about half a minute) ...", flush=True)
    make_venv()
    install(LOCKS[kind])
    stamp_path(kind).write_text(stamp_of(LOCKS[kind]))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "all")
