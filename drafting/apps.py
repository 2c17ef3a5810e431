from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from drafting import frozen

FROZEN_OF_A_VERSION = (
    "declaration",
    "number",
    "name",
    "language",
    "sha256",
    "frozen_at",
    "frozen_by",
    "words",
)

ONCE_OF_A_FINALIZATION = ("package", "sha256", "submitted_at")
FROZEN_OF_A_FINALIZATION = ("declaration", "version", "begun_at", "begun_by")


class DraftingConfig(AppConfig):
    name = "drafting"
    verbose_name = _("Drafting")

    def ready(self):
        frozen.guard("drafting.HistoricalWording")
        frozen.guard("drafting.VersionEntry")
        frozen.guard("drafting.Aside")
        frozen.guard("drafting.Step")
        frozen.guard("drafting.Override")
        frozen.guard(
            "drafting.Finalization",
            columns=FROZEN_OF_A_FINALIZATION,
            once=("package", "sha256", "submitted_at"),
        )
        frozen.guard("drafting.Translation")
        frozen.guard("drafting.Rendering")
        frozen.guard(
            "drafting.Version",
            columns=FROZEN_OF_A_VERSION,
            once=("symbol", "symbol_date", "entered_afterwards"),
        )
        frozen.guard("drafting.IssuedFile")
        # Without a sender: SQLite drops triggers whenever any app's migration remakes a table.
        post_migrate.connect(frozen.install, dispatch_uid="drafting.frozen")
