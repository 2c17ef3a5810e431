"""What an answer really says: its text, and the text inside the files that it may be."""

import io
import zipfile


def text_of(response):
    """Everything readable in a response: body and headers; of .xlsx and .docx, every part inside."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = " ".join(f"{name}: {value}" for name, value in response.items())
    if body[:2] != b"PK":
        return headers + body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return headers + " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
