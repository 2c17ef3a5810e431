#!/usr/bin/env python3
"""Checks receipts of Travaux, without Travaux: this file needs Python 3.8 or newer and nothing else.

    python3 verify_receipts.py receipt.json                        is this receipt true to itself?
    python3 verify_receipts.py receipt.json --chain chain.json     ... and does it stand in this chain?
    python3 verify_receipts.py records.json --chain chain.json     are all these texts those that were received?
    python3 verify_receipts.py --chain chain.json --head 12:ab…    does the chain still hold the head you were mailed?

Every text is hashed anew. A leaf is the SHA-256 of five lines: position, act, reference, moment in UTC, and the
SHA-256 of the record. A link is the SHA-256 of the link before it, a line feed, and the leaf. It exits with 0
where everything is true, with 1 where it is not, and says what is wrong.
"""

import argparse
import hashlib
import json
import sys


def digest(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def leaf_of(receipt):
    fields = ("position", "act", "reference", "at", "sha256")
    return digest("\n".join(str(receipt[name]) for name in fields))


def faults_of_chain(chain):
    """What is wrong with a list of links, each {"position", "leaf", "link"}, in their order."""
    previous = ""
    for place, each in enumerate(chain, start=1):
        if each["position"] != place:
            yield f"link {place} is missing"
            return
        if digest(f"{previous}\n{each['leaf']}") != each["link"]:
            yield f"link {place} does not follow from the one before it"
        previous = each["link"]


def faults_of_receipt(receipt, chain=None):
    """What is wrong with one receipt; with a chain, also whether it stands there."""
    name = f"{receipt['reference']} (place {receipt['position']})"
    if "record" in receipt and digest(receipt["record"]) != receipt["sha256"]:
        yield f"{name}: the text is not the one that was received"
    leaf = leaf_of(receipt)
    if digest(f"{receipt['previous']}\n{leaf}") != receipt["link"]:
        yield f"{name}: its link does not follow from what it says"
    if chain is None:
        return
    here = next((each for each in chain if each["position"] == receipt["position"]), None)
    if here is None:
        yield f"{name}: it is not in the chain"
    elif (here["leaf"], here["link"]) != (leaf, receipt["link"]):
        yield f"{name}: the chain says something else at its place"


def fault_of_head(head, chain):
    """What is wrong with the chain where somebody was mailed the head `position:link`."""
    position, _colon, link = head.partition(":")
    here = next((each for each in chain if str(each["position"]) == position), None)
    if here is None:
        return f"the chain ends before place {position}: its tail was cut off"
    return "" if here["link"] == link.strip().lower() else f"place {position} is not what it was"


def check(receipts, chain=None, head=""):
    """All faults, as sentences; [] where everything is true."""
    faults = [] if chain is None else list(faults_of_chain(chain))
    for receipt in receipts:
        faults += faults_of_receipt(receipt, chain)
    if head:
        faults += filter(None, [fault_of_head(head, chain or [])])
    return faults


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Check receipts of Travaux.")
    parser.add_argument("receipts", nargs="?", help="a receipt, or a list of them, as JSON")
    parser.add_argument("--chain", help="the chain, as JSON")
    parser.add_argument("--head", default="", help="position:link, as it was mailed when a round closed")
    asked = parser.parse_args(arguments)
    found = read(asked.receipts) if asked.receipts else []
    receipts = found if isinstance(found, list) else [found]
    chain = read(asked.chain) if asked.chain else None
    faults = check(receipts, chain, asked.head)
    for fault in faults:
        print(f"NOT TRUE: {fault}")
    if not faults:
        print(f"True: {len(receipts)} receipts, {len(chain or [])} links.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
