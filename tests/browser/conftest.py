"""Real Chromium before a live server. A page that breaks its Content-Security-Policy, throws, or asks another
host for anything fails its test."""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

# Playwright's event loop runs in this thread, and Django would take it for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


class Complaints(list):
    """What a page did that none of ours may do."""

    def listen(self, page, host):
        page.on("pageerror", lambda error: self.append(f"script error: {error}"))
        page.on("console", lambda message: self.hear(message.text))
        page.on("request", lambda request: self.see(request.url, host))

    def hear(self, text):
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            self.append(text)

    def see(self, url, host):
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != host:
            self.append(f"request to {parts.netloc}")


@pytest.fixture
def new_page(chromium, live_server, transactional_db):
    """Opens pages, each in a profile of its own: `new_page(viewport=NARROW, java_script_enabled=False)`."""
    complaints, contexts = Complaints(), []

    def open_page(**options):
        options = {"viewport": WIDE, "base_url": live_server.url, "locale": "en-GB"} | options
        contexts.append(chromium.new_context(**options))
        page = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        complaints.listen(page, urlsplit(live_server.url).netloc)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page):
    """A window of 1280 pixels."""
    return new_page()


@pytest.fixture
def narrow_page(new_page):
    """A telephone of 360 pixels."""
    return new_page(viewport=NARROW, has_touch=True)


@pytest.fixture
def page_without_scripts(new_page):
    return new_page(java_script_enabled=False)


@pytest.fixture(params=[NARROW, WIDE], ids=["360", "1280"])
def page_of_either_width(request, new_page):
    return new_page(viewport=request.param)


@pytest.fixture
def sign_in(live_server):
    """`sign_in(page, user)` puts a session of the user's into the page's profile, second factor included."""

    def sign_in(page, user):
        if getattr(user, "office", "") or user.is_superuser:
            Authenticator.objects.get_or_create(user=user, type="totp", defaults={"data": {"secret": ""}})
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        return page

    return sign_in


@pytest.fixture
def axe():
    """`axe(page)` fails where axe-core finds a violation, and prints what and where."""

    def axe(page):
        results = Axe().run(page)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return axe
