from smtplib import SMTPServerDisconnected

from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    """A mail server that cannot be reached."""

    def open(self):
        raise SMTPServerDisconnected("Connection unexpectedly closed")


class HangsUp(BaseEmailBackend):
    """A mail server that hangs up in the middle: it may have taken the message."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("Connection unexpectedly closed")
