"""Pages of the application as files: fetched as one reader sees them, cleared of what needs a server, and linked.

A page is asked of its own view, so that what stands in the archive is what its reader may see, and no other road
to a row is opened here.
"""

import posixpath
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urljoin, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from lxml import etree, html

# What is kept as a page. Whatever else a page links to needs the application, and becomes plain words.
PAGES = {
    "activities",
    "activity",
    "comparison",
    "concerns",
    "considerations",
    "declaration",
    "finalization",
    "mandate",
    "matrix",
    "oral_views",
    "practices",
    "provision_road",
    "provision_sources",
    "questionnaire",
    "questionnaire_replies",
    "replies",
    "requests",
    "round",
    "source",
    "sources",
    "version",
}
IN_LANGUAGES = {"version", "questionnaire"}  # whose ?text= shows another language
GONE = (
    "script",
    "style",
    "form",
    "button",
    "input",
    "select",
    "textarea",
    "progress",
    "img",
    "svg",
    "dialog",
)
KEPT = {"href", "id", "class", "lang", "dir", "rel", "datetime", "hreflang", "scope", "aria-label",
        "aria-labelledby", "aria-current", "aria-hidden", "colspan", "rowspan", "start", "open"}  # fmt: skip


@dataclass
class Page:
    """A page of the archive: its file, its title, and what it says, as an element."""

    file: str
    title: str
    main: object
    ids: set = field(default_factory=set)


@dataclass(frozen=True)
class Address:
    """An address of the application taken apart: its name, what fills it, its language, its fragment."""

    path: str
    name: str
    filled: dict
    language: str
    fragment: str
    query: dict

    @property
    def key(self):
        return self.path, self.language if self.name in IN_LANGUAGES else ""


def address_of(href):
    """The Address that `href` (a path of this application) names, or None."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return None
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    language = query.pop("text", "")
    return Address(parts.path, match.url_name or "", match.kwargs, language, parts.fragment, query)


def request_for(path, user, query=""):
    """A request by `user` that came over no network."""
    request = HttpRequest()
    host = urlsplit(settings.BASE_URL)
    request.method, request.path, request.path_info, request.user = "GET", path, path, user
    request.META |= {"SERVER_NAME": host.hostname, "SERVER_PORT": str(host.port or 80)}
    request.GET, request.htmx = QueryDict(query), False
    request.resolver_match = resolve(path)
    return request


def fetch(address, user):
    """The answer of an address's own view to `user`, or None where it is nothing for that reader."""
    request = request_for(address.path, user, f"text={address.language}" if address.language else "")
    match = request.resolver_match
    try:
        answer = match.func(request, *match.args, **match.kwargs)
    except (Http404, PermissionDenied):
        return None
    return answer if answer.status_code == 200 else None


def page_of(file, content):
    """The Page in the HTML (bytes) of an answer: its main part, without anything that acts."""
    tree = html.document_fromstring(content.decode())
    title = (tree.findtext("head/title") or "").rpartition(" · ")[0] or tree.findtext("head/title")
    main = tree.get_element_by_id("main")
    return cleared(Page(file, title.strip(), main))


def cleared(page):
    """`page` without scripts, forms and whatever only they need."""
    etree.strip_elements(page.main, *GONE, etree.Comment, with_tail=False)
    for keys in page.main.xpath(".//details[@id='keys']"):
        keys.drop_tree()
    for element in page.main.iter(etree.Element):
        for name in set(element.attrib) - KEPT:
            del element.attrib[name]
        if "id" in element.attrib:
            page.ids.add(element.get("id"))
    return page


def links_of(page, base):
    """Every link of `page`, which stands at the address `base`: (element, the whole address)."""
    for element in list(page.main.iter("a")):
        yield element, urljoin(base, element.get("href", ""))


def link(page, base, locate):
    """Make every link of `page` lead to a file of the archive: `locate(address)` names it, or says None.

    A link into this application that the archive does not hold becomes its words; where it was a button, it goes.
    """
    for element, href in links_of(page, base):
        if urlsplit(href).scheme in ("http", "https"):
            element.set("rel", "noreferrer")
            continue
        found = locate(href) if element.get("href") else None
        if found:
            element.set("href", relative(found, page.file))
        elif {"button", "say"} & _classes(element) or "actions" in _classes(element.getparent()):
            element.drop_tree()
        else:
            element.drop_tag()
    _sweep(page.main)


def _classes(element):
    return set(element.get("class", "").split())


def relative(target, file):
    """The link from one file of the archive to another, with its fragment."""
    path, mark, fragment = target.partition("#")
    if path == file and fragment:
        return f"#{fragment}"
    return posixpath.relpath(path, posixpath.dirname(file) or ".") + mark + fragment


def written(page):
    """What `page` says, as HTML."""
    inner = "".join(html.tostring(child, encoding="unicode") for child in page.main)
    return (page.main.text or "") + inner


def _sweep(main):
    """Take away rows of buttons and tabs in which nothing is left."""
    for element in main.xpath(".//*[contains(@class, 'actions') or contains(@class, 'tabs')] | .//footer"):
        for item in element.findall("li"):
            if not item.text_content().strip() or item.find("a") is None:
                element.remove(item)
        if not element.text_content().strip():
            element.drop_tree()
