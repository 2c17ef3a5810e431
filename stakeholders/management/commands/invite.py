from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from stakeholders import services
from stakeholders.models import Office, Organisation, Role
from stakeholders.services.invitations import link_of

OFFICES = [office.value for office in Office if office.value]


class Command(BaseCommand):
    """Invites one address to an office, or to a role in a party; prints the link that the mail contains."""

    help = "Invite somebody: the first administrator comes in this way."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--role", required=True, choices=[*OFFICES, *Role.values])
        parser.add_argument("--organisation", default="", help="code of the party, for a role in one")
        parser.add_argument("--name", default="")

    def handle(self, *args, email, role, organisation, name, **options):
        try:
            validate_email(email)
        except ValidationError as problem:
            raise CommandError(f"{email} is no e-mail address.") from problem
        place = {"office": role} if role in OFFICES else {"role": role, "organisation": _party(organisation)}
        _invitation, token = services.invite(email, by=None, name=name, **place)
        self.stdout.write(f"Invited {email}. The link, good once and for seven days:\n{link_of(token)}")


def _party(code):
    party = Organisation.objects.filter(code=code).first()
    if party is None:
        raise CommandError("A role in a party needs --organisation CODE of one that exists.")
    return party
