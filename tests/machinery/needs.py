"""Installs what the tests need from Debian's packages, or names the one command that does.

`python -m tests.machinery.needs tests`, `documents` or `check`. Nothing is skipped for want of a part: it ends with
status 1 where a part is missing and cannot be installed.
"""

import glob
import os
import shutil
import subprocess
import sys

from tests.machinery.throwaway_postgres import server_folder

NOTO = "/usr/share/fonts/*/noto/Noto"
OFFICE = "/usr/lib*/libreoffice/program/lib"

PARTS = {
    "tests": {
        "chromium": lambda: shutil.which("chromium"),
        "postgresql": server_folder,
        "fonts-noto-core": lambda: glob.glob(f"{NOTO}NaskhArabic-Regular.*"),
        "fonts-noto-cjk": lambda: glob.glob(f"{NOTO}SansCJK-Regular.*"),
        "gettext": lambda: shutil.which("msgfmt"),
    },
    "check": {"gettext": lambda: shutil.which("msgfmt")},
    "documents": {
        "libreoffice-writer": lambda: glob.glob(f"{OFFICE}swlo.so"),
        "poppler-utils": lambda: shutil.which("pdftotext"),
        "libreoffice-calc": lambda: glob.glob(f"{OFFICE}sclo.so"),
    },
}
SAYS = {
    "tests": "The whole suite runs twice, on SQLite and on PostgreSQL: about ten minutes on two cores.",
    "documents": "What we write is opened in LibreOffice: about two minutes.",
}


def missing(kind):
    return [package for package, is_there in PARTS[kind].items() if not is_there()]


def install(packages):
    """apt-get, quietly and without recommended extras; its own message where it fails."""
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.call(["apt-get", "update", "-qq"], env=env, stdout=subprocess.DEVNULL)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.call(command, env=env, stdout=subprocess.DEVNULL)


def main(kind):
    if kind in SAYS:
        print(SAYS[kind], flush=True)
    wanted = missing(kind)
    if not wanted:
        return
    command = "apt-get install " + " ".join(wanted)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"The tests need packages that are not here. Run as root: {command}")
    print(f"Installing from Debian: {' '.join(wanted)} (a few minutes) ...", flush=True)
    install(wanted)
    if still := missing(kind):
        sys.exit(f"Could not install {' '.join(still)}; apt-get says why above.")


if __name__ == "__main__":
    main(sys.argv[1])
