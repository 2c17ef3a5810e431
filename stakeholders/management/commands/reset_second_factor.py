from django.core.management.base import BaseCommand, CommandError

from stakeholders.journal import note_act
from stakeholders.models import User
from stakeholders.services import reset_second_factor


class Command(BaseCommand):
    """Takes a lost second factor away at the command line of the server: for the last administrator.

    The person is told by mail, every session ends, and the act stands in the journal of offices.
    """

    help = "Reset the second factor of a person, where no other administrator is left to do it."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--reason", required=True)

    def handle(self, *args, email, reason, **options):
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError("Nobody has that address.")
        try:
            reset_second_factor(user, reason=reason, by=None)
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        note_act(None, "reset_second_factor", "command line", reason)
        self.stdout.write(f"The second factor of {user.email} was reset.")
