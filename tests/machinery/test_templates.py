"""What a browser would refuse under our Content-Security-Policy is found before any page is rendered."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
SHEETS = sorted((ROOT / "static").rglob("*.css"))

RULES = {
    "a script in the page": r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>",
    "a style in the page": r"<style|\sstyle=",
    "a handler in an attribute": r"\s(?:on[a-z]+|hx-on[:\w-]*)=[\"']",
    "an address that runs": r"javascript:",
    "another host's file": r"<(?:script|link|img|iframe)[^>]*(?:src|href)=[\"']?(?:https?:)?//",
}
SIDES = r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|left|right)\s*:"
PHYSICAL = SIDES + r"|(?:text-align|float):\s*(?:left|right)"


@pytest.mark.parametrize("rule", RULES)
def test_no_template_holds(rule):
    found = {str(p.relative_to(ROOT)): re.findall(RULES[rule], p.read_text(), re.I) for p in TEMPLATES}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_sheets_use_logical_properties_so_that_arabic_mirrors_by_itself():
    found = {str(p.relative_to(ROOT)): re.findall(PHYSICAL, p.read_text()) for p in SHEETS}
    assert {name: hits for name, hits in found.items() if hits} == {}


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        ("a script in the page", "<script>alert(1)</script>"),
        ("a style in the page", '<p style="color:red">'),
        ("a handler in an attribute", '<p onclick="x()">'),
        ("an address that runs", '<a href="javascript:x()">'),
        ("another host's file", '<script src="//cdn.example/x.js">'),
    ],
)
def test_each_rule_finds_what_it_is_for(rule, bad):
    assert len(re.findall(RULES[rule], bad, re.I)) == 1
