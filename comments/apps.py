from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from drafting import frozen

FROZEN_OF_A_SUBMISSION = (
    "ref",
    "recipient",
    "number",
    "kind",
    "publication",
    "submitted_by",
    "received_at",
    "minutes_late",
    "record",
    "sha256",
    "supersedes",
)
FROZEN_OF_AN_ATTACHMENT = ("ref", "recipient", "name", "kind", "size", "sha256", "content", "brought_at")


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Comments")

    def ready(self):
        # Models are not loaded before this moment, and services import them.
        after_freezing = import_module("drafting.services").after_freezing
        after_freezing(import_module("comments.services").carry_comments)
        before_issuing = import_module("drafting.services").before_issuing
        before_issuing(import_module("comments.services.ledger").missing_in_text)
        after_closing = import_module("circulation.services.running").after_closing
        after_closing(import_module("comments.services.receipts").mail_head)
        after_replacing = import_module("circulation.services").after_replacing
        carried = import_module("comments.services.carrying")
        after_replacing(carried.carry_into_corrigendum, carried.said_of_corrigendum)
        frozen.guard("comments.Submission", columns=FROZEN_OF_A_SUBMISSION)
        frozen.guard("comments.Attachment", columns=FROZEN_OF_AN_ATTACHMENT)
        frozen.guard("comments.ScreenedFile")
        frozen.guard("comments.Receipt")
        frozen.guard("comments.Step")
        for record in ("Comment", "Response", "Endorsement", "Reconsideration"):
            frozen.guard(f"comments.Historical{record}")
