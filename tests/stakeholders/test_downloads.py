"""A file that somebody brought is saved under the harmless part of its name."""

import pytest

from stakeholders.downloads import as_download


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("Draft of 2014.pdf", "Draft of 2014.pdf"),
        ("черновик.pdf", "file.pdf"),
        ("نص", "file"),
        ('a"; filename="b.exe', "a filenameb.exe"),
        ("one\r\nSet-Cookie: x.docx", "oneSet-Cookie x.docx"),
        ("", "file"),
    ],
)
def test_its_name_is_plain_and_no_browser_opens_it(name, saved):
    answer = as_download(b"content", name)
    assert answer["Content-Disposition"] == f'attachment; filename="{saved}"'
    assert (answer["Content-Type"], answer.content) == ("application/octet-stream", b"content")
