from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from drafting import frozen


class CirculationConfig(AppConfig):
    name = "circulation"
    verbose_name = _("Circulation")

    def ready(self):
        # The journal of offices lies in a room below the one that knows how to freeze a table.
        frozen.guard("stakeholders.OfficeAct")
