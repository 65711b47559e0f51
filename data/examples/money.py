#!/usr/bin/env python3
# money.py - a program of one's own for "postilctl suggest --command": proposes sums of money
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads one document a line, writes one answer a line. Nothing but the standard library.

    postilctl suggest project.postil --command 'python3 data/examples/money.py'

A document: {"id": "a1", "text": "It cost $5.", "meta": {"kind": "article", "title": ""}}
An answer:  {"id": "a1", "spans": [{"start": 8, "end": 10, "label": "Money", "text": "$5", "score": 0.9, "reason": "..."}]}

Offsets count characters as Python does. "text", "score" and "reason" may be left out; with "text" Postil checks that the words stand where
they are said to stand. Every document needs its answer, if only with no spans, and each one is best written at once (flush), so that a
time limit is not reached while answers wait in a buffer.
"""
import json
import re
import sys

NUMBER = r"\d{1,3}(?:[ ,.]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
SCALE = r"(?:\s+(?:thousand|million|billion|trillion))?"
UNIT = r"(?:dollars?|euros?|pounds?|crowns?|francs?|yen|rupees?|pesos?|cents?|USD|EUR|GBP|JPY)"
SUM = re.compile(rf"[$€£¥₹]\s?(?:{NUMBER}){SCALE}|(?:{NUMBER}){SCALE}\s+{UNIT}\b")


def propose(text):
    for match in SUM.finditer(text):
        sure = match.group()[0] in "$€£¥₹"
        yield {"start": match.start(), "end": match.end(), "label": "Money", "text": match.group(),
               "score": 0.9 if sure else 0.8, "reason": "a sign for a currency" if sure else "a number before a currency"}


def main():
    for line in sys.stdin.buffer:
        document = json.loads(line)
        answer = {"id": document["id"], "spans": list(propose(document["text"]))}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
