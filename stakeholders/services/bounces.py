"""What mail systems say of messages that did not arrive: read from a mailbox, or told by a provider."""

import email
import imaplib
import logging
from email import policy
from urllib.parse import unquote, urlsplit

from stakeholders.services.post import note_bounce

logger = logging.getLogger("travaux.post")
MOST_AT_ONCE = 200


def reported_in(raw):
    """(Message-ID, reason) of a delivery status report for good (5.x.x), else None. `raw` is the message, as bytes."""
    message = email.message_from_bytes(raw, policy=policy.default)
    status, reason, original = "", "", ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            for block in part.get_payload():
                status = str(block.get("Status", status)).strip()
                reason = str(block.get("Diagnostic-Code", reason)).strip()
        elif kind in ("message/rfc822", "text/rfc822-headers"):
            inner = (
                part.get_payload(0) if part.is_multipart() else email.message_from_string(part.get_content())
            )
            original = str(inner.get("Message-ID", original))
    if original and status.startswith("5"):
        return original, reason or status
    return None


def read_mailbox(url):
    """Note every bounce in the mailbox at `imaps://user:password@host/FOLDER`, mark it read; returns how many."""
    place = urlsplit(url)
    kind, port = (imaplib.IMAP4_SSL, 993) if place.scheme == "imaps" else (imaplib.IMAP4, 143)
    count = 0
    with kind(place.hostname, place.port or port, timeout=20) as box:
        box.login(unquote(place.username or ""), unquote(place.password or ""))
        box.select(place.path.strip("/") or "INBOX")
        for number in box.search(None, "UNSEEN")[1][0].split()[:MOST_AT_ONCE]:
            raw = box.fetch(number, "(RFC822)")[1][0][1]
            try:
                report = reported_in(raw)
            except Exception:  # whatever one message is, the next ones are read
                logger.exception("A message in the mailbox of bounces could not be read.")
                continue
            if report and note_bounce(*report):
                count += 1
    return count
