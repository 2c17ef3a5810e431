"""Bounces are read from a mailbox by IMAP, each once; what is no bounce, and what cannot be read, harms nothing."""

import socketserver
import threading
from email.message import EmailMessage

import pytest

from stakeholders.models import Notice
from stakeholders.services import read_mailbox

pytestmark = pytest.mark.django_db


class Mailbox(socketserver.StreamRequestHandler):
    """So much of IMAP4rev1 as our reader speaks: LOGIN, SELECT, SEARCH UNSEEN, FETCH, LOGOUT."""

    def handle(self):
        self.say("* OK ready")
        for line in self.rfile:
            tag, command, *rest = line.decode().split()
            answer = getattr(self, f"do_{command.lower()}", None)
            result = answer(rest) if answer else "OK"
            self.say(f"{tag} {result or 'OK'} done")
            if command == "LOGOUT":
                return

    def do_capability(self, rest):
        self.say("* CAPABILITY IMAP4rev1")

    def do_login(self, rest):
        return "OK" if rest == ["bounces", '"secret/word"'] else "NO"

    def do_select(self, rest):
        self.server.selected = rest[0]
        self.say(f"* {len(self.server.messages)} EXISTS")

    def do_search(self, rest):
        unseen = (str(n) for n in self.server.messages if n not in self.server.seen)
        self.say(f"* SEARCH {' '.join(unseen)}".rstrip())

    def do_fetch(self, rest):
        n = int(rest[0])
        self.server.seen.add(n)
        raw = self.server.messages[n]
        self.wfile.write(f"* {n} FETCH (RFC822 {{{len(raw)}}}\r\n".encode() + raw + b")\r\n")

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def mailbox():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as server:
        server.messages, server.seen, server.selected = {}, set(), ""
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def address(mailbox, password="secret%2Fword"):
    return f"imap://bounces:{password}@127.0.0.1:{mailbox.server_address[1]}/Returned"


@pytest.fixture
def notice():
    return Notice.objects.create(key="a", kind="opened", to="jo@gone.example", subject="S", body="B")


def report(message_id, status="5.1.1", diagnosis="smtp; 550 no such user"):
    """A delivery status report as mail systems write it."""
    return (
        f"From: MAILER-DAEMON@gone.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\nIt came back.\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; gone.example\r\n\r\n"
        f"Final-Recipient: rfc822; jo@gone.example\r\nStatus: {status}\r\nDiagnostic-Code: {diagnosis}\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\nSubject: S\r\n\r\n--b--\r\n"
    ).encode()


def test_a_bounce_marks_its_notice_and_is_read_once(mailbox, notice):
    mailbox.messages = {1: report(notice.message_id)}
    assert [read_mailbox(address(mailbox)), read_mailbox(address(mailbox))] == [1, 0]
    notice.refresh_from_db()
    assert (notice.state, notice.bounce) == (Notice.State.BOUNCED, "smtp; 550 no such user")
    assert (mailbox.selected, mailbox.seen) == ("Returned", {1})


def test_what_is_no_bounce_of_ours_marks_nothing_and_the_next_one_is_read(mailbox, notice):
    holiday = EmailMessage()
    holiday["Subject"] = "Out of office"
    holiday.set_content("Until Monday.")
    mailbox.messages = {
        1: holiday.as_bytes(),
        2: report("<00000000-0000-0000-0000-000000000000@elsewhere.example>"),
        3: report(notice.message_id, status="4.4.1", diagnosis="smtp; 421 later"),  # delayed, not returned
        4: b"\xff\xfe not a message \x00",
        5: report(notice.message_id),
    }
    assert read_mailbox(address(mailbox)) == 1
    assert mailbox.seen == {1, 2, 3, 4, 5}


def test_a_mailbox_that_refuses_us_raises_and_marks_nothing(mailbox, notice):
    mailbox.messages = {1: report(notice.message_id)}
    with pytest.raises(Exception, match="done"):
        read_mailbox(address(mailbox, password="wrong"))
    notice.refresh_from_db()
    assert (notice.state, mailbox.seen) == (Notice.State.QUEUED, set())
