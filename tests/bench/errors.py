#!/usr/bin/env python3
# errors.py - which kinds of mistakes the suggestions make most often on the gold files
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""errors.py POSTILCTL SHARED [--folds] [--only NAME,NAME] [--top N] [--examples N]

Takes the gold marks off, asks "postilctl suggest --stream", and names for each gold mark that was not found and each found one
that is not gold what went wrong: another label, other edges (and on which side), nothing there, or nothing wanted there; with the
shape of the words. With --folds only people, organisations and places are looked at, in documents that the tagger has not seen: GUM and
WikiGold in five folds, WNUT17 dev as shipped. The most frequent kinds come with their counts and a few examples. Files that a shipped model has learned
from count too: what a model gets wrong of its own examples is a mistake all the more."""
import argparse
import collections
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

LABELS = ("Person", "Organisation", "Place", "Work", "Event", "Product", "Quote", "Allegation", "Denial", "Threat", "Sarcasm",
          "Post", "QuotedReply", "Boilerplate")


def load(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def suggest(postilctl, documents, *options):
    lines = [json.dumps({"id": d["id"], "text": d["text"], "meta": {"kind": d.get("meta", {}).get("kind", "other")}},
                        ensure_ascii=False) for d in documents]
    done = subprocess.run([postilctl, "suggest", "--stream", *options], input="\n".join(lines) + "\n", capture_output=True, text=True,
                          check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def shape(text):
    """What the words look like, roughly: enough to see a pattern, too little to see a text."""
    words = text.split()
    if not words:
        return "blank"
    if len(words) > 4:
        return "many words"
    if text.isupper() and len(text) > 1:
        return "capitals"
    if re.search(r"\d", text):
        return "with digits"
    large = sum(word[:1].isupper() for word in words)
    size = "one word" if len(words) == 1 else "two to four words"
    return f"{size}, {'large' if large == len(words) else 'small' if large == 0 else 'mixed'}"


MARKS = "\"'“”„‟‘’‚«»‹›`* \n\t"


def bare(text, spans):
    """Quotes without their marks: some gold has them inside, some outside, and that is nobody's mistake."""
    for span in spans:
        if span["label"] == "Quote":
            words = text[span["start"]:span["end"]]
            start = span["start"] + len(words) - len(words.lstrip(MARKS))
            end = span["start"] + len(words.rstrip(MARKS))
            span = {**span, "start": start, "end": end} if start < end else span
        yield span


def overlap(a, b):
    return min(a["end"], b["end"]) - max(a["start"], b["start"]) > 0


def edges(found, gold):
    left, right = found["start"] - gold["start"], found["end"] - gold["end"]
    sides = [name + (" too far out" if (delta < 0) == (name == "left") else " too far in")
             for name, delta in (("left", left), ("right", right)) if delta]
    return " and ".join(sides)


def mistakes(text, gold, found):
    """(kind, words) of each."""
    exact = {(span["start"], span["end"], span["label"]) for span in gold}
    right = {(span["start"], span["end"], span["label"]) for span in found} & exact
    found = [span for span in found if (span["start"], span["end"], span["label"]) not in right]
    used = set()
    for span in gold:
        if (span["start"], span["end"], span["label"]) in right:
            continue
        words = text[span["start"]:span["end"]]
        near = [(i, other) for i, other in enumerate(found) if overlap(span, other)]
        same = [(i, other) for i, other in near if other["label"] == span["label"]]
        if same:
            used.add(same[0][0])
            yield f"{span['label']}: edge {edges(same[0][1], span)}", words
        elif near:
            used.add(near[0][0])
            yield f"{span['label']} taken for {near[0][1]['label']}", words
        else:
            yield f"{span['label']} missed ({shape(words)})", words
    for i, span in enumerate(found):
        if i not in used:
            words = text[span["start"]:span["end"]]
            yield f"{span['label']} where none is ({shape(words)})", words


NAMES = ("Person", "Organisation", "Place")


def unseen(postilctl, shared):
    """(file, document, answer) of documents that the model of names did not learn from."""
    data = shared / "data"
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder, "names.model")
        for fold in range(5):
            subprocess.run([postilctl, "train", "entities", "--data", data, "--output", model, "--leave-out", str(fold)], check=True,
                           stderr=subprocess.DEVNULL)
            for name in ("gum", "wikigold"):
                documents = load(data / f"{name}.jsonl")[fold::5]
                yield from ((name, *pair) for pair in zip(documents, suggest(postilctl, documents, "--only", "entities", "--model", model)))
    documents = load(data / "wnut17-dev.jsonl")
    yield from (("wnut17-dev", *pair) for pair in zip(documents, suggest(postilctl, documents, "--only", "entities")))


def as_shipped(postilctl, shared, wanted):
    for path in sorted((shared / "data").glob("*.jsonl")):
        if not wanted or path.stem in wanted:
            documents = load(path)
            if any(span["label"] in LABELS for d in documents for span in d.get("spans", ())):
                yield from ((path.stem, *pair) for pair in zip(documents, suggest(postilctl, documents)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("postilctl")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--folds", action="store_true", help="names only, in documents that were not learned from")
    parser.add_argument("--only", default="")
    parser.add_argument("--top", type=int, default=20)
    parser.add_argument("--examples", type=int, default=3)
    options = parser.parse_args()
    wanted = set(filter(None, options.only.split(",")))
    counts, examples, n_gold = collections.Counter(), collections.defaultdict(list), 0
    answers = list(unseen(options.postilctl, options.shared) if options.folds else as_shipped(options.postilctl, options.shared, wanted))
    marked = collections.defaultdict(set)
    for name, document, _ in answers:
        marked[name] |= {span["label"] for span in document.get("spans", ())} & set(NAMES if options.folds else LABELS)
    for name, document, answer in answers:
        gold = list(bare(document["text"], (span for span in document.get("spans", ()) if span["label"] in marked[name])))
        found = list(bare(document["text"], (span for span in answer["spans"] if span["label"] in marked[name])))
        n_gold += len(gold)
        for kind, words in mistakes(document["text"], gold, found):
            counts[kind] += 1
            if len(examples[kind]) < options.examples:
                examples[kind].append(f"{name}: {' '.join(words.split())[:60]!r}")
    print(f"{sum(counts.values())} mistakes in {n_gold} gold marks; the {options.top} most frequent kinds:")
    for kind, n in counts.most_common(options.top):
        print(f"{n:6}  {kind}")
        for example in examples[kind]:
            print(f"        {example}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
