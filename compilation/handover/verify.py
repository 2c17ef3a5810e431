#!/usr/bin/env python3
"""Checks this archive, without Travaux and without a network: Python 3.8 or newer and nothing else.

    python3 verify.py                   the folder into which the archive was unpacked, where this file lies
    python3 verify.py archive.zip       the archive itself

It hashes every file anew and compares it with the manifest, and the manifest with its own hash; then it hashes every
version of a text anew, and follows the chain of receipts from its first link to its last. It exits with 0 where
everything is as it was sealed, with 1 where it is not, and names each file in which something is wrong.
"""

import hashlib
import json
import os
import sys
import zipfile

import verify_receipts

MANIFEST, SEAL = "manifest.json", "manifest.sha256"


class Folder:
    """The archive as it was unpacked."""

    def __init__(self, root):
        self.root = root

    def names(self):
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in files:
                yield os.path.relpath(os.path.join(folder, name), self.root).replace(os.sep, "/")

    def open(self, name):
        return open(os.path.join(self.root, *name.split("/")), "rb")


class Zip:
    """The archive as it was sent."""

    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)

    def names(self):
        return self.archive.namelist()

    def open(self, name):
        return self.archive.open(name)


def digest(archive, name):
    found = hashlib.sha256()
    with archive.open(name) as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            found.update(piece)
    return found.hexdigest()


def read(archive, name):
    with archive.open(name) as file:
        return json.loads(file.read().decode("utf-8"))


def faults(archive):
    """What is wrong, as sentences that begin with the name of a file."""
    there = set(archive.names())
    for name in {MANIFEST, SEAL} - there:
        yield f"{name}: it is missing"
    if not {MANIFEST, SEAL} <= there:
        return
    with archive.open(SEAL) as file:
        sealed = file.read().decode("utf-8", "replace").split()
    if sealed[:1] != [digest(archive, MANIFEST)]:
        yield f"{MANIFEST}: it is not the one that was sealed"
        return
    known = read(archive, MANIFEST)["files"]
    wrong = list(_faults_of_files(archive, known, there))
    yield from wrong
    if not wrong:
        yield from _faults_of_versions(archive, known)
        yield from _faults_of_chain(archive, known)


def _faults_of_files(archive, known, there):
    for name in sorted(set(known) - there):
        yield f"{name}: it is missing"
    for name in sorted(there - set(known) - {MANIFEST, SEAL}):
        yield f"{name}: it was not there when the archive was sealed"
    for name in sorted(set(known) & there):
        try:
            same = digest(archive, name) == known[name]["sha256"]
        except (OSError, zipfile.BadZipFile):
            same = False
        if not same:
            yield f"{name}: it is not what it was"


def _faults_of_versions(archive, known):
    for name in sorted(known):
        if name.endswith("/frozen.json"):
            version = read(archive, name)
            canonical = json.dumps(version["rows"], ensure_ascii=False, separators=(",", ":"))
            if verify_receipts.digest(canonical) != version["sha256"]:
                yield f"{name}: the words are not those that were frozen"


def _faults_of_chain(archive, known):
    chain = read(archive, "chain/chain.json")
    for fault in verify_receipts.check([], chain):
        yield f"chain/chain.json: {fault}"
    for name in sorted(known):
        if name.startswith("chain/records/"):
            for fault in verify_receipts.check(read(archive, name), chain):
                yield f"{name}: {fault}"


def main(arguments):
    where = arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__))
    try:
        archive = Folder(where) if os.path.isdir(where) else Zip(where)
        found = list(faults(archive))
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as problem:
        found = [f"{where}: it cannot be read as an archive of a mandate ({problem})"]
    for fault in found:
        print(f"NOT TRUE: {fault}")
    if not found:
        manifest = read(archive, MANIFEST)
        print(f"True: {len(manifest['files'])} files, as they were sealed.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
