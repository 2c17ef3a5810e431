"""The pages of one mandate: found by following links from its own, each written with links to the others."""

from dataclasses import replace

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from lxml import html

from circulation.models import Round
from comments.services.tracing import KINDS
from compilation.handover import comments, enclosed, pages
from drafting.models import Declaration, VersionEntry
from mandate.models import Questionnaire

STYLE = "style.css"
AT_ROOT = {"chain": "chain/chain.json", "verifier": "verify_receipts.py"}


class Site:
    """What goes into the archive as pages, and where each address of the application is found in it."""

    def __init__(self, mandate, user):
        self.mandate, self.user, self.pages = mandate, user, {}
        declarations = Declaration.objects.visible_to(user).filter(mandate=mandate)
        self.declarations = list(declarations.select_related("mandate").order_by("created_at", "pk"))
        self.slugs = {each.slug for each in self.declarations}
        self.originals = dict(self._originals())
        self.rounds = {each.slug: self._rounds_of(each) for each in self.declarations}
        self.issued = {each.slug: enclosed.issued_files(each, user) for each in self.declarations}
        self.files = {address: name for some in self.issued.values() for address, (name, _pk) in some.items()}
        self.indexes = {
            each.slug: comments.index_of(each, self.rounds[each.slug], user) for each in self.declarations
        }

    def versions_of(self, declaration):
        """The versions that the reader may see, in their order."""
        return list(
            declaration.versions.visible_to(self.user).select_related("declaration").order_by("number")
        )

    def fetch(self):
        """Fetch every page there is, following the links of each; the words of comments are not among them."""
        waiting = list(self._seeds())
        while waiting:
            address = self._address(waiting.pop(0))
            if address is None or not self._is_kept(address) or address.key in self.pages:
                continue
            answer = pages.fetch(address, self.user)
            if answer is None:
                continue
            page = self.pages[address.key] = pages.page_of(self._file_of(address), answer.content)
            waiting += [href for _element, href in pages.links_of(page, _base(*address.key))]
        for declaration in self.declarations:
            self._add_lists(declaration)

    def write(self, bag):
        """Put every page that was fetched into the Bag, with its links."""
        for key, page in sorted(self.pages.items(), key=lambda item: item[1].file):
            self.write_page(bag, page, _base(*key))

    def write_page(self, bag, page, base):
        pages.link(page, base, self.locate)
        bag.put(page.file, self.framed(page))

    def write_comments(self, bag, watch):
        """Put the comments in, a file at a time; `watch` is told how many are done."""
        done = 0
        for declaration in self.declarations:
            base = declaration.get_absolute_url()
            for round in self.rounds[declaration.slug]:
                files = self.indexes[declaration.slug].files[declaration.slug, round.number]
                for page, count in comments.pages_of(round, self.user, files, base):
                    self._add_neighbours(page, files)
                    self.write_page(bag, page, base)
                    done += count
                    watch(done)

    def locate(self, href):
        """The file of the archive, with its fragment, that an address of the application is found in, or None."""
        address = self._address(href)
        if address is None:
            return None
        if address.key in self.pages and not address.query:
            page = self.pages[address.key]
            return f"{page.file}#{address.fragment}" if address.fragment in page.ids else page.file
        if address.path in self.files:
            return self.files[address.path]
        if address.name in AT_ROOT:
            return AT_ROOT[address.name]
        if address.filled.get("slug") not in self.slugs:
            return None
        return self._of_text(address)

    def _of_text(self, address):
        slug, filled = address.filled["slug"], address.filled
        index = self.indexes[slug]
        if address.name in ("provision", "paragraph"):
            if address.fragment == "comments":
                return index.places.get((address.path, address.language))
            return self._anchor(slug, filled, address.language)
        if address.name == "comment":
            file = index.numbers.get((slug, filled["ref"]))
            return file and f"{file}#{filled['ref']}"
        if address.name == "comments" and set(address.query) == {"round"}:
            files = index.files.get((slug, int(address.query["round"])), [])
            return next(iter(files), None)
        if address.name == "text_file":
            return f"texts/{slug}/v{filled['number']}-{filled['language']}.{filled['format']}"
        if address.name == "package":
            return f"documents/{slug}/submitted.zip"
        if address.name in ("comments_file", "matrix_file") and filled["format"] in ("csv", "json"):
            return f"data/{slug}/{address.name.partition('_')[0]}.{filled['format']}"
        return None

    def _anchor(self, slug, filled, language):
        """A provision or paragraph in the text of its version."""
        key = (f"/declarations/{slug}/versions/{filled['number']}/", language)
        page = self.pages.get(key)
        if page is None:
            return None
        paragraph = f"{filled['place']}.{filled['paragraph']}" if filled.get("paragraph") else ""
        return f"{page.file}#{paragraph if paragraph in page.ids else filled['place']}"

    def _seeds(self):
        yield self.mandate.get_absolute_url()
        for declaration in self.declarations:
            base = declaration.get_absolute_url()
            yield from (base, f"{base}bases/")
            versions = self.versions_of(declaration)
            for version in versions:
                yield version.get_absolute_url()
                yield from (_base(version.get_absolute_url(), each) for each in version.languages)
            for old, new in zip(versions, versions[1:], strict=False):
                yield f"{base}compare/{old.number}/{new.number}/"
            entries = VersionEntry.objects.filter(version__in=versions, provision__kind__in=KINDS).order_by(
                "provision"
            )
            for uid in entries.values_list("provision__uid", flat=True).distinct():
                yield f"{base}provisions/{uid}/sources/"

    def _originals(self):
        """(path, language) of what comes in languages: asked for in the original's, it is the same page."""
        for declaration in self.declarations:
            for version in self.versions_of(declaration):
                yield version.get_absolute_url(), version.language
        for each in Questionnaire.objects.visible_to(self.user).filter(mandate=self.mandate):
            yield each.get_absolute_url(), each.language

    def _address(self, href):
        address = pages.address_of(href)
        if address and address.language == self.originals.get(address.path):
            return replace(address, language="")
        return address

    def _rounds_of(self, declaration):
        rounds = Round.objects.visible_to(self.user).filter(declaration=declaration)
        return list(rounds.select_related("declaration__mandate", "version__declaration", "questionnaire"))

    def _is_kept(self, address):
        filled = address.filled
        ours = filled.get("mandate", self.mandate.slug) == self.mandate.slug
        return ours and address.name in pages.PAGES and filled.get("slug", "") in {"", *self.slugs}

    def _file_of(self, address):
        if address.name == "mandate":
            return "index.html"
        path = address.path.strip("/").replace(f"mandates/{self.mandate.slug}", "mandate")
        path = f"{path}/index" if address.name == "declaration" else path
        language = f".{address.language}" if address.key[1] else ""
        return f"pages/{path}{language}.html"

    def _add_lists(self, declaration):
        """Two pages that the application has as forms: which versions to compare, and the comments by round."""
        base, versions = declaration.get_absolute_url(), self.versions_of(declaration)
        pairs = [
            (f"{old.full_name} → {new.full_name}", f"{base}compare/{old.number}/{new.number}/")
            for old, new in zip(versions, versions[1:], strict=False)
        ]
        if pairs:
            self._add_list(f"{base}compare/", _("What changed between versions"), declaration, pairs)
        rounds = self.rounds[declaration.slug]
        by_round = [(str(each), f"{base}comments/?round={each.number}") for each in rounds]
        self._add_list(f"{base}comments/", _("Comments and answers"), declaration, by_round)

    def _add_list(self, path, title, declaration, links):
        items = format_html_join("", '<li><a href="{}">{}</a></li>', ((href, words) for words, href in links))
        crumb = format_html('<a href="{}">{}</a>', declaration.get_absolute_url(), declaration)
        drawn = format_html(
            '<main><p class="crumbs">{}</p><h1>{}</h1><ul>{}</ul></main>', crumb, title, items
        )
        file = f"pages{path.rstrip('/')}.html"
        self.pages[path, ""] = pages.Page(file, str(title), html.fragment_fromstring(drawn))

    def _add_neighbours(self, page, files):
        """Links to the file before and the file after, at the end."""
        at = files.index(page.file)
        row = html.Element("p", {"class": "crumbs"})
        for words, place in ((_("Previous page"), at - 1), (_("Next page"), at + 1)):
            if 0 <= place < len(files):
                element = html.Element("a", {"href": files[place].rpartition("/")[2], "rel": "next"})
                element.text, element.tail = str(words), " "
                row.append(element)
        page.neighbours = html.tostring(row, encoding="unicode") if len(row) else ""

    def framed(self, page):
        said = {
            "title": page.title,
            "mandate": self.mandate,
            "main": pages.written(page),
            "neighbours": getattr(page, "neighbours", ""),
            "language": get_language() or "en",
            "direction": "rtl" if get_language_bidi() else "ltr",
            "home": pages.relative("index.html", page.file),
            "files": pages.relative("files.html", page.file),
            "style": pages.relative(STYLE, page.file),
        }
        return render_to_string("compilation/handover/page.html", said)


def _base(path, language):
    return f"{path}?text={language}" if language else path
