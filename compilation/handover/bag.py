"""A .zip that is written file by file: same content, same bytes, and nothing of it held in memory."""

import json
import zipfile
from contextlib import contextmanager
from hashlib import sha256

# An archive that remembers when it was packed would never be the same twice.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16


class Bag:
    """Puts files into an open binary file, and remembers the name, length and SHA-256 of each."""

    def __init__(self, file):
        self.archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self.files = {}

    def put(self, name, content):
        """Put a file in; `content` is text or bytes."""
        with self.writing(name) as write:
            write(content)

    def put_json(self, name, content):
        self.put(name, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True))

    @contextmanager
    def writing(self, name):
        """A function that takes the file piece by piece; one file at a time."""
        what = zipfile.ZipInfo(name, LONG_AGO)
        what.compress_type, what.external_attr = zipfile.ZIP_DEFLATED, READABLE
        digest, length = sha256(), 0
        with self.archive.open(what, "w") as file:

            def write(piece):
                nonlocal length
                # A half character cannot be written down in UTF-8: its name can.
                piece = piece.encode("utf-8", "backslashreplace") if isinstance(piece, str) else piece
                digest.update(piece)
                length += len(piece)
                file.write(piece)

            yield write
        self.files[name] = {"sha256": digest.hexdigest(), "bytes": length}

    def seal(self, facts):
        """Put in the manifest, a JSON object of `facts` and every file, and its own hash beside it."""
        self.put_json("manifest.json", {**facts, "files": dict(self.files)})
        self.put("manifest.sha256", f"{self.files['manifest.json']['sha256']}  manifest.json\n")
        self.archive.close()
