"""The text: brought in, frozen and issued, twice."""

from dataclasses import dataclass, field

from demonstration.loading.calendar import CONTENT, content
from drafting import services
from drafting.models import Declaration, Version
from mandate.models import Mandate
from stakeholders import clock

FILE = "preliminary-text.txt"
NAMES = [Version.Name.PRELIMINARY, Version.Name.REVISED]


@dataclass
class Text:
    """The declaration, and its provisions by the labels of the preliminary text or the keys of the revision."""

    declaration: Declaration
    places: dict = field(default_factory=dict)


def bring(calendar, cast):
    plan = content("rounds.json")["declaration"]
    with clock.at(calendar.named("import")):
        mandate = Mandate.objects.create(slug="international-solidarity", title=plan["mandate"])
        upload = services.keep_upload(
            FILE,
            (CONTENT / FILE).read_bytes(),
            by=cast.secretariat,
            title=plan["title"],
            language=plan["language"],
        )
        declaration = services.import_upload(upload, mandate=mandate, by=cast.secretariat)
    places = {place.label: place.provision for place in services.working_text(declaration)}
    return Text(declaration, places)


TRANSLATIONS = {"es": True, "ar": False}  # official, or as a courtesy


def translate(calendar, cast, version):
    """The first version in Spanish and Arabic, brought in the afternoon of the day it was issued."""
    with clock.at(calendar.named(content("rounds.json")["versions"][0]["issued"], 15)):
        for language, is_official in TRANSLATIONS.items():
            name = f"preliminary-text.{language}.txt"
            upload = services.keep_upload(
                name,
                (CONTENT / "translations" / name).read_bytes(),
                by=cast.secretariat,
                language=language,
                translation_of=version,
                is_official=is_official,
            )
            services.import_translation(upload, by=cast.secretariat)


def freeze(calendar, cast, declaration, index):
    """Freeze and issue the index-th version; its symbol comes from document services days later."""
    plan = content("rounds.json")["versions"][index]
    with clock.at(calendar.named(plan["frozen"], 16)):
        version = services.freeze_version(declaration, name=NAMES[index], by=cast.expert)
    issued = calendar.named(plan["issued"], 11)
    with clock.at(issued):
        services.issue_version(version, by=cast.expert)
        return services.record_symbol(version, symbol=plan["symbol"], date=issued.date(), by=cast.secretariat)
