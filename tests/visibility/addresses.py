"""Every address there is: each pattern of the resolver, filled with every row that could stand there."""

from itertools import chain, product
from urllib.parse import quote

from django.apps import apps
from django.urls import URLResolver, get_resolver
from django.utils.regex_helper import normalize

from comments.models import Attachment, Comment, Deposit, Draft, Intake, Letter, OralView, Submission
from drafting.models import Declaration, Provision, Upload, VersionEntry
from mandate.models import Activity, Mandate, Questionnaire, Source
from stakeholders.models import KeptForm, Notice, Organisation

SKIPPED = {"account_logout", "set_language"}  # they end the session or set a cookie, and show nothing
LONGEST_LIST = 3
# Which rows an address means by `ref`; every other one means forms kept and files brought.
REFS = (
    "/deposit/",
    "/forms/",
    "/comments/",
    "/drafts/",
    "receipts/",
    "attachments/",
    "letters/answers/",
    "letters/",
    "/said/",
)


def candidates():
    """What may stand for each parameter of an address: the rows there are, and a few words."""
    comments = list(Comment.objects.values_list("ref", flat=True).distinct())
    drafts = list(Draft.objects.values_list("ref", flat=True))
    submissions = list(Submission.objects.values_list("ref", flat=True))
    kept = list(KeptForm.objects.values_list("ref", flat=True)) + list(
        Upload.objects.values_list("ref", flat=True)
    )
    return {
        "slug": list(Declaration.objects.values_list("slug", flat=True)),
        "mandate": list(Mandate.objects.values_list("slug", flat=True)),
        "activity": list(Activity.objects.values_list("slug", flat=True)),
        "source": list(Source.objects.values_list("slug", flat=True)),
        "questionnaire": list(Questionnaire.objects.values_list("slug", flat=True)),
        "number": [1, 2, 3, 4],
        "letter": ["a"],
        "old": [1],
        "new": ["2", "working"],
        "place": sorted(set(VersionEntry.objects.values_list("slug", flat=True)))[:LONGEST_LIST],
        "paragraph": ["1", "2-a"],
        "uid": list(Provision.objects.order_by("pk").values_list("uid", flat=True))[-LONGEST_LIST:],
        "/comments/": comments,
        "/deposit/": list(Deposit.objects.values_list("ref", flat=True)),
        "/forms/": list(Intake.objects.values_list("ref", flat=True)),
        "/drafts/": drafts,
        "receipts/": submissions,
        "/said/": list(OralView.objects.values_list("ref", flat=True)),
        "attachments/": list(Attachment.objects.values_list("ref", flat=True)),
        "letters/answers/": list(Letter.objects.values_list("ref", flat=True)),
        "letters/": list(Notice.objects.filter(kind="letter").values_list("ref", flat=True)),
        "kept": kept,
        "code": list(Organisation.objects.values_list("code", flat=True)),
        "answer": ["nil-return", "declination"],
        "layout": ["matrix", "questions", "contributor", "report", "running"],
        "form": ["iso", "text", "clearance"],
        "row": [1],
        "format": ["xlsx", "csv", "docx"],
        "language": ["en"],
        "whose": ["public", "own"],
        "chart": ["over-time", "stances"],
        "token": ["no-such-token"],
    }


def addresses():
    """Every concrete path: the product of the candidates for each pattern, and each object's pages in admin."""
    return chain.from_iterable(families())


def answered(ask, among=lambda address: True):
    """(address, response) of `ask(address)` for every address there is.

    What refuses the method refuses it before any row is looked up, so that one address of its pattern speaks for all.
    """
    for family in families():
        for address in filter(among, family):
            response = ask(address)
            yield address, response
            if response.status_code == 405:
                break


def families():
    """Every concrete path, those of one pattern together."""
    found = candidates()
    for path, names in _templates(get_resolver(), ""):
        values = product(*(_for(path, name, found) for name in names))
        yield [path % dict(zip(names, map(quote, map(str, each)), strict=True)) for each in values]
    yield from ([address] for address in _of_admin())


def _for(path, name, found):
    """The candidates for one parameter: of the rows called `ref`, those that the address could mean."""
    if name == "ref":
        return next((found[kind] for kind in REFS if kind in path), found["kept"])
    return found.get(name, ["1"])


def _templates(resolver, prefix):
    for each in resolver.url_patterns:
        shapes = normalize(each.pattern.regex.pattern.replace(r"\Z", "").replace("$", ""))
        for shape, names in shapes:
            path = prefix + shape
            if isinstance(each, URLResolver):
                if getattr(each, "namespace", "") != "admin":
                    yield from ((p, n + tuple(names)) for p, n in _templates(each, path))
            elif each.name not in SKIPPED:
                yield "/" + path.lstrip("/"), tuple(names)


def _of_admin():
    """Admin's pages of every model and every row, registered or not: an unregistered one must not answer."""
    yield "/admin/"
    for model in apps.get_models():
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield from (
            base,
            f"{base}add/",
            f"{base}?q=mk",
            f"/admin/autocomplete/?term=mk&app_label={model._meta.app_label}",
        )
        for pk in list(model._default_manager.order_by("-pk").values_list("pk", flat=True)[:LONGEST_LIST]):
            yield from (f"{base}{quote(str(pk))}/{page}" for page in ("change/", "history/", "delete/"))
