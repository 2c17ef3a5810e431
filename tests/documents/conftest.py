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


HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {kind} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{dtd}.dtd">\n'
)
LIBRARY = (
    HEAD.format(kind="library:library", dtd="library")
    + '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"'
    + ' library:readonly="false" library:passwordprotected="false"><library:element library:name="Changes"/>'
    + "</library:library>"
)
MACRO = (
    HEAD.format(kind="script:module", dtd="module")
    + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Changes"'
    + """ script:language="StarBasic">
Sub Settle(act, source, target)
 Dim hidden(0) As New com.sun.star.beans.PropertyValue
 hidden(0).Name = "Hidden"
 hidden(0).Value = True
 document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
 helper = createUnoService("com.sun.star.frame.DispatchHelper")
 frame = document.CurrentController.Frame
 helper.executeDispatch(frame, ".uno:" &amp; act &amp; "AllTrackedChanges", "", 0, Array())
 Dim how(1) As New com.sun.star.beans.PropertyValue
 how(0).Name = "FilterName"
 how(0).Value = "Text (encoded)"
 how(1).Name = "FilterOptions"
 how(1).Value = "UTF8,LF"
 document.storeToURL(target, how())
 document.close(True)
End Sub
</script:module>"""
)


@pytest.fixture(scope="session")
def settled(tmp_path_factory):
    """`settled(path, "Accept")`, or "Reject": the text of a document after all its tracked changes were."""
    profile = tmp_path_factory.mktemp("settling")
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is missing: `make test-documents` installs it"
    base = [program, f"-env:UserInstallation=file://{profile}", "--headless"]
    # Its first start makes the profile; only then is there a place for a macro.
    subprocess.run([*base, "--terminate_after_init"], check=True, capture_output=True, timeout=SLOWEST)
    folder = profile / "user" / "basic" / "Standard"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "script.xlb").write_text(LIBRARY)
    (folder / "Changes.xba").write_text(MACRO)

    def settle(path, act):
        out = path.with_suffix(f".{act}.txt")
        call = f'macro:///Standard.Changes.Settle("{act}","file://{path}","file://{out}")'
        subprocess.run([*base, call], check=True, capture_output=True, timeout=SLOWEST)
        assert out.exists(), f"LibreOffice could not settle {path.name}"
        return out.read_text(encoding="utf-8-sig")

    return settle
