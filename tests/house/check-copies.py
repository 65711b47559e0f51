#!/usr/bin/env python3
# check-copies.py - nothing in the tree was carried over from texts that may only be read
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares runs of words in the project's files with the documents beside it (POSTIL_SHARED): the seed pages, the share-alike
data, and, for prose, the papers that we build to. A run of RUN words in a row that stands there too is a copy. Sources under CC0 and CC-BY may be quoted,
and code that the design page shows may be used as shown."""
import json
import re
import sys

from tap import SHARED, Tap, read, tree_files

RUN = 14
WORD = re.compile(r"[^\W_]+")
# What may be read and measured with, but not be copied.
CLOSED = ("seeds.jsonl", "crossner-literature.jsonl", "crossner-music.jsonl", "crossner-politics.jsonl",
          "discussiontools-en.jsonl", "plover-gsr.jsonl")


def words_of(text):
    return [word.lower() for word in WORD.findall(text)]


def runs(text):
    words = words_of(text)
    for index in range(len(words) - RUN + 1):
        yield hash(tuple(words[index:index + RUN])), index, words


def plans():
    """(name, text) of the papers that we build to: code may follow them to the letter, our own prose may not."""
    for name in ("design.md", "formats.md"):
        if (SHARED / name).is_file():
            yield name, (SHARED / name).read_text(encoding="utf-8")


def closed_texts():
    """(name, text) of everything that must not be copied anywhere."""
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        yield path.name, path.read_text(encoding="utf-8", errors="replace")
    for name in CLOSED:
        path = SHARED / "data" / name
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                yield name, json.loads(line)["text"]


def table_of(texts):
    """Hash of each run of words -> where it stands."""
    return {key: name for name, text in texts for key, _, _ in runs(text)}


def copies(known, *suffixes):
    """A complaint for each file with a run that is known."""
    for path in tree_files(*suffixes):
        for key, index, words in runs(read(path)):
            if key in known:
                yield f"{path}: as in {known[key]}: {' '.join(words[index:index + RUN])} ..."
                break


def main():
    tap = Tap()
    if not SHARED.is_dir():
        tap.skip("no copies of texts that may only be read", f"{SHARED} is not here")
        tap.skip("what is written for people is written anew", f"{SHARED} is not here")
        return tap.done()
    everywhere = table_of(closed_texts())
    tap.check("no copies of texts that may only be read",
              copies(everywhere, ".c", ".h", ".md", ".txt", ".jsonl", ".json", ".csv", ".yaml", ".py", ".ui", ".1", ".xml"))
    tap.check("what is written for people is written anew", copies(table_of(plans()), ".md", ".1", ".txt"))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
