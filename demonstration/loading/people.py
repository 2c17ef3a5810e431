"""The cast: who holds office, the parties, and who acts for them."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from demonstration.loading.calendar import content
from stakeholders import clock
from stakeholders.models import Contact, Membership, Organisation, User
from stakeholders.records import record_save


@dataclass(frozen=True)
class Cast:
    expert: User
    secretariat: User
    administrator: User
    parties: dict

    def contact_point(self, code):
        return self.of(code, "contact_point")

    def of(self, code, role):
        """Who has `role` for the party `code`, else its Contact Point."""
        members = {m.role: m.user for m in self.parties[code].memberships.select_related("user")}
        return members.get(role) or members["contact_point"]


def load(calendar):
    with clock.at(calendar.named("import", 9)):
        offices = {
            entry["office"]: _person(entry["who"], entry["name"], office=entry["office"])
            for entry in _offices()
        }
        parties = {
            entry["code"]: _party(entry, offices["administrator"]) for entry in content("parties.json")
        }
    return Cast(parties=parties, **offices)


def _offices():
    return [entry for entry in content("cast.json") if entry["office"]]


def _person(email, name, language="en", office=""):
    user = User.objects.create_user(
        email, None, name=name, language=language, office=office, date_joined=clock.now()
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _party(entry, administrator):
    party = Organisation(
        code=entry["code"],
        name=entry["name"],
        short_name=entry["short"],
        category=entry["category"],
        regional_group=entry["group"],
        ecosoc=entry["ecosoc"] or "none",
        language=entry["people"][0]["language"],
    )
    record_save(party, by=administrator)
    for person in entry["people"]:
        user = _person(person["email"], person["name"], person["language"])
        member = Membership(user=user, organisation=party, role=person["role"], since=clock.now())
        record_save(member, by=administrator)
        Contact.objects.create(organisation=party, name=user.name, email=user.email, role=person["role"])
    return party
