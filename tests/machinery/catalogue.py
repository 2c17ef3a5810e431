"""`python -m tests.machinery.catalogue FILE.po`: it compiles without a fault, and the .mo beside it is what it says."""

import subprocess
import sys
import tempfile
from pathlib import Path


def main(catalogue):
    """Exit status 0, or the fault in a sentence."""
    source = Path(catalogue)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "django.mo")
        done = subprocess.run(["msgfmt", "--check", "-o", made, source], capture_output=True, text=True)
        if done.returncode:
            return done.stderr
        kept = source.with_suffix(".mo")
        if not kept.exists() or kept.read_bytes() != made.read_bytes():
            return f"{kept} is not what {source} says: run `make messages`."
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
