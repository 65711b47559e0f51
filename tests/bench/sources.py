#!/usr/bin/env python3
# sources.py - how acts are found in texts of a source that the learner has seen nothing of
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""sources.py POSTILCTL SHARED [--keep FILE] [--against FILE]

Each source of marked texts is left out in turn and judged by a model of all others; acts-gum-news, which the issue measures by, is
never learned from and never looked at. The sentences of newswire in plover-gsr, which is never learned from either, were marked by hand
for this (plover-acts.jsonl: where the acts are, without the texts; what could be meant either way is not there). F1 by overlap and
average precision (over what is proposed) come with intervals from 1000 draws of documents; then what is taken for an act in real prose
that has next to none, and what F1 of articles comes to when that is as much of the text as in news. --keep writes what was counted in
each document, --against compares with such a file in the same draws, which tells far smaller differences apart than two intervals do."""
import argparse
import json
import os
import random
import subprocess
import tempfile
from pathlib import Path

from quality import ACTS, ROOT, load, predict_with

MARKED = ("acts-news", "acts-threads", "acts-newswire", "acts-reports", "acts-longer", "plover-gsr")
BARE = ("wikigold", "crossner-politics", "gum")
# Of GUM: talks with people, lives and journeys.
CALM = {"interview", "bio", "voyage"}
# How many there are in 1,000 words of news, and which of the bare texts are most like it.
NEWS = {"Allegation": 3, "Denial": 1, "Threat": 1}
LIKE_NEWS = ("wikigold", "gum")
DRAWS = 1000


def counts_of(gold, said):
    """By label: how many spans are marked, and for each proposed one its score and whether it found a span that no larger overlap took."""
    counts = {}
    for label in ACTS:
        marked = [span for span in gold.get("spans", ()) if span["label"] == label]
        proposed = [span for span in said["spans"] if span["label"] == label]
        shared = sorted(((min(a["end"], b["end"]) - max(a["start"], b["start"]), i, j)
                         for i, a in enumerate(marked) for j, b in enumerate(proposed)), key=lambda x: (-x[0], x[1], x[2]))
        found, right = set(), set()
        for size, i, j in shared:
            if size > 0 and i not in found and j not in right:
                found.add(i)
                right.add(j)
        counts[label] = [len(marked), [[round(span["score"], 4), j in right] for j, span in enumerate(proposed)]]
    return counts


def measures(documents, label):
    """F1 and average precision over the documents, each as often as it is there."""
    n_gold = sum(document[label][0] for document in documents)
    said = sorted((item for document in documents for item in document[label][1]), key=lambda item: -item[0])
    right, area = 0, 0.0
    for rank, (_, hit) in enumerate(said, 1):
        right += hit
        area += right / rank if hit else 0
    return 2 * right / max(1, len(said) + n_gold), area / max(1, n_gold)


def drawn(documents, other, label):
    """Ninety in a hundred draws lie between these: of F1 and of average precision, or of the differences from @other."""
    dice, seen = random.Random(1), []
    for _ in range(DRAWS):
        picked = dice.choices(range(len(documents)), k=len(documents))
        here = measures([documents[i] for i in picked], label)
        there = measures([other[i] for i in picked], label) if other else (0, 0)
        seen.append([a - b for a, b in zip(here, there)])
    return [(values[DRAWS // 20], values[-DRAWS // 20]) for values in map(sorted, zip(*seen))]


def show(name, documents, other):
    for label in ACTS:
        if not any(document[label][0] for document in documents):
            continue
        values = measures(documents, label)
        text = "".join(f"  {value:.3f} [{low:.3f}, {high:.3f}]" for value, (low, high) in zip(values, drawn(documents, None, label)))
        if other:
            change = [a - b for a, b in zip(values, measures(other, label))]
            text += " " + "".join(f"  {value:+.3f} [{low:+.3f}, {high:+.3f}]" for value, (low, high) in zip(change, drawn(documents, other, label)))
        print(f"  {name:<24} {label:<10} {sum(document[label][0] for document in documents):>4}{text}", flush=True)


def documents_of(name, shared):
    own = ROOT / "resources" / "training" / f"{name}.jsonl"
    documents = load(own if own.is_file() else shared / "data" / f"{name}.jsonl")
    if name == "gum":
        return [document for document in documents if document["meta"].get("genre") in CALM]
    if name != "plover-gsr":
        return documents
    marks = {marked["id"]: marked["spans"] for marked in load(Path(__file__).with_name("plover-acts.jsonl"))}
    return [dict(document, spans=marks[document["id"]], meta={"kind": "article"}) for document in documents if document["id"] in marks]


def train_without(postilctl, shared, name, model):
    also = [word for path in sorted(ROOT.glob("resources/training/acts-*.jsonl")) if path.stem != name for word in ("--also", path)]
    subprocess.run([postilctl, "train", "acts", "--data", shared / "data", *also, "--output", model, "--without", f"acts-gum-news,{name}"],
                   check=True, stderr=subprocess.DEVNULL)


def kind_of(name, document):
    return "newswire" if name == "plover-gsr" else "threads" if document["meta"].get("kind") == "thread" else "prose"


def count(postilctl, shared, folder):
    """[source][document], in the order of the files."""
    model, counted = Path(folder, "acts.model"), {}
    for name in (*MARKED, *BARE):
        documents = documents_of(name, shared)
        train_without(postilctl, shared, name, model)
        said = predict_with(postilctl, documents, model, folder)
        for document, answer in zip(documents, said):
            if name in BARE:
                counted.setdefault(name, []).append(dict(counts_of({}, answer), words=len(document["text"].split())))
            else:
                counted.setdefault(f"{name}, {kind_of(name, document)}", []).append(counts_of(document, answer))
    return counted


def alarms(documents, label):
    """In a word."""
    return sum(len(document[label][1]) for document in documents) / sum(document["words"] for document in documents)


def sparse(counted, label):
    """F1 of the prose among so many words of real prose that there are as few acts as in news."""
    prose = [document for name, documents in counted.items() if name.endswith(", prose") for document in documents]
    gold = sum(document[label][0] for document in prose)
    said = [hit for document in prose for _, hit in document[label][1]]
    more = sum(alarms(counted[name], label) for name in LIKE_NEWS) / len(LIKE_NEWS) * gold * 1000 / NEWS[label]
    return 2 * sum(said) / (gold + len(said) + more)


def report(counted, other):
    print(f"sources never learned from; F1 and average precision with intervals{', then what changed' if other else ''}")
    marked = [name for name in counted if ", " in name]
    for name in marked:
        show(name, counted[name], other.get(name))
    for kind in ("prose", "threads"):
        names = [name for name in marked if name.endswith(f", {kind}")]
        show(f"all {kind}", sum((counted[name] for name in names), []), sum((other[name] for name in names), []) if other else None)
    print("taken for an act where there is next to none, in 1,000 words")
    for name in BARE:
        text = "".join(f"  {label} {1000 * alarms(counted[name], label):.2f}" + (f" ({1000 * alarms(other[name], label):.2f})" if other else "") for label in ACTS)
        print(f"  {name:<24}{text}")
    print("F1 of all prose, with as few acts in it as in news")
    print("  " + "  ".join(f"{label} {sparse(counted, label):.3f}" + (f" ({sparse(other, label):.3f})" if other else "") for label in NEWS))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("postilctl")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--keep", type=Path, help="writes what was counted here")
    parser.add_argument("--against", type=Path, help="what was counted before a change")
    options = parser.parse_args()
    os.environ["LC_ALL"] = "C.UTF-8"
    with tempfile.TemporaryDirectory() as folder:
        counted = count(options.postilctl, options.shared, folder)
    if options.keep:
        options.keep.write_text(json.dumps(counted), encoding="utf-8")
    report(counted, json.loads(options.against.read_text(encoding="utf-8")) if options.against else {})


if __name__ == "__main__":
    main()
