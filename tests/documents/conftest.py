"""LibreOffice, to open what we write with another program than ours."""

import shutil
import subprocess

import pytest

SLOWEST = 180  # seconds; the first start of a profile takes some


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """`office(path, "pdf")` converts a file and returns the path of what came out; fails where nothing did.

    One profile for all, of this run alone, so that no window of the user's is met.
    """
    profile = tmp_path_factory.mktemp("office")
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is missing: `make test-documents` installs it"

    def convert(path, to):
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", to]
        out = path.parent / "opened"
        subprocess.run([*command, "--outdir", out, path], check=True, capture_output=True, timeout=SLOWEST)
        found = list(out.glob(f"{path.stem}.*"))
        assert found, f"LibreOffice could not open {path.name}"
        return found[0]

    return convert
