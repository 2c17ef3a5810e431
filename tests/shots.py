"""`make shots`: every page as its reader sees it, narrow and wide, light and dark, in English and Arabic.

The pictures go into `shots/`, which git ignores. They are for looking at: nothing is compared.
`make shots ONLY="home desk"` draws the pages of those names alone.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "shots"
WIDTHS, SCHEMES, LANGUAGES = (360, 1280), ("light", "dark"), ("en", "ar")


def main(only):
    OUT.mkdir(exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "TRAVAUX_DEMO": "1",
        "TRAVAUX_BY_HAND": "1",
        "DEBUG": "1",
        "DATABASE_URL": f"sqlite:///{OUT / 'shots.sqlite3'}",
        "TRAVAUX_BASE_URL": base,
    }
    for old in OUT.glob("shots.sqlite3*"):
        old.unlink()
    os.environ.update(environment)
    for command in (["migrate", "-v0"], ["demo"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    server = subprocess.Popen(
        [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload", "-v0"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait(base)
        drawing = [sys.executable, "-m", "tests.shots", "pictures", *only]
        subprocess.run(drawing, cwd=ROOT, env=environment, check=True)
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait(base):
    for _attempt in range(300):
        try:
            urllib.request.urlopen(base, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    sys.exit("The server did not start.")


def pictures(found):
    """Draw each (name, who, path) in each width, scheme and language."""
    # Playwright is a tool of the tests, and Django must be set up before the pages are listed.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    program = shutil.which("chromium") or "/usr/bin/chromium"
    flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        for language in LANGUAGES:
            for scheme in SCHEMES:
                for width in WIDTHS:
                    series(browser, found, language, scheme, width)
        browser.close()


def series(browser, found, language, scheme, width):
    readers = {}
    for name, who, path in found:
        if who not in readers:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                locale=language,
                base_url=settings.BASE_URL,
            )
            readers[who] = context.new_page()
            if who:
                sign_in(readers[who], who)
        page = readers[who]
        page.goto(path)
        page.screenshot(path=OUT / f"{name}-{width}-{language}-{scheme}.png", full_page=True)


def sign_in(page, who):
    """One click for the cast; everybody else of the demonstration gets a session."""
    page.goto("/demonstration/")
    page.locator(f"form:has(input[value='{who}']) button").click()


if __name__ == "__main__":
    if sys.argv[1:2] == ["pictures"]:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        from tests.pages import pages

        only = sys.argv[2:]
        pictures([page for page in pages() if not only or page[0] in only])
    else:
        main(sys.argv[1:])
