#!/usr/bin/env python3
# quality.py - how good the suggestions are on every gold file that is here, and how fast they come
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""quality.py POSTILCTL SHARED [--only NAME,NAME] [--match overlap|exact|token]

For each SHARED/data/*.jsonl with marked spans: the gold marks are taken off, "postilctl suggest --stream" reads the bare texts on
one core, "postilctl score" compares. Only the labels that the file marks are counted, posts by their exact ends. Files that
are not here are passed over. A file that a shipped model has learned from is marked: its numbers say what was remembered, not how
good the suggestions are."""
import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Labels that Postil proposes; what a file marks beyond them is of no use here.
LABELS = ("Person", "Organisation", "Place", "Work", "Event", "Product", "Quote", "Allegation", "Denial", "Threat", "Sarcasm",
          "Post", "QuotedReply", "Boilerplate")
EXACT = ("Post",)


def load(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def bare(documents, path):
    """Writes the texts without their marks; returns how many bytes of text there are."""
    size = 0
    with open(path, "w", encoding="utf-8") as out:
        for document in documents:
            meta = {key: value for key, value in document.get("meta", {}).items() if key in ("kind", "title")}
            json.dump({"id": document["id"], "text": document["text"], "meta": meta}, out, ensure_ascii=False)
            out.write("\n")
            size += len(document["text"].encode())
    return size


def children_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def suggest(postilctl, source, target):
    """(processor seconds, wall seconds) of one stream."""
    cpu, wall = children_seconds(), time.monotonic()
    with open(source, "rb") as lines, open(target, "wb") as out:
        subprocess.run([postilctl, "suggest", "--stream"], stdin=lines, stdout=out, check=True)
    return children_seconds() - cpu, time.monotonic() - wall


def score(postilctl, predicted, gold, labels, match):
    done = subprocess.run([postilctl, "score", predicted, gold, "--labels", ",".join(labels), "--match", match, "--json"],
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def rows_of(result):
    """(label, precision, recall, f1, gold) from what score --json says."""
    labels = result["labels"]
    items = labels.items() if isinstance(labels, dict) else ((entry["label"], entry) for entry in labels)
    for name, counts in items:
        yield name, counts["precision"], counts["recall"], counts["f1"], counts["gold"]


def learned_from():
    """Names of the files that the shipped models were trained on, as their manifests say."""
    names = set()
    for manifest in sorted(ROOT.glob("resources/models/*.json")):
        names.update(re.findall(r"[\w-]+\.jsonl", manifest.read_text(encoding="utf-8")))
    return names


def start_up(postilctl, folder):
    """Processor seconds of a stream with next to nothing in it: reading models, lists and rules."""
    empty = Path(folder, "word.jsonl")
    empty.write_text('{"id":"x","text":"Nobody."}\n', encoding="utf-8")
    return min(suggest(postilctl, empty, Path(folder, "nothing.jsonl"))[0] for _ in range(5))


def measure(postilctl, path, match, folder, rest):
    documents = load(path)
    marked = {span["label"] for document in documents for span in document.get("spans", ())}
    labels = [label for label in LABELS if label in marked]
    if not labels:
        return None
    source, predicted = Path(folder, "bare.jsonl"), Path(folder, "predicted.jsonl")
    size = bare(documents, source)
    cpu, wall = suggest(postilctl, source, predicted)
    cpu = max(cpu - rest, 1e-6)
    print(f"\n{path.name}: {len(documents)} documents, {size / 1e6:.2f} MB, {size / 1e6 / cpu:.2f} MB/s per core "
          f"({cpu:.2f} s of processor, {wall:.2f} s)")
    if path.name in learned_from():
        print("  (a shipped model has learned from this file)")
    print(f"  {'label':<14} {'match':<8} {'precision':>9} {'recall':>9} {'F1':>9} {'gold':>7}")
    for names, how in (([x for x in labels if x not in EXACT], match), ([x for x in labels if x in EXACT], "exact")):
        if not names:
            continue
        result = score(postilctl, predicted, path, names, how)
        for name, precision, recall, f1, gold in rows_of(result):
            print(f"  {name:<14} {how:<8} {precision:>9.4f} {recall:>9.4f} {f1:>9.4f} {gold:>7}")
        speakers = result.get("speakers")
        if speakers and speakers.get("gold"):
            print(f"  speakers: {speakers['right']} right, {speakers['wrong']} wrong, {speakers['none']} none of those found; "
                  f"{speakers['right'] / speakers['gold']:.4f} of {speakers['gold']} in gold")
    return size, cpu


ACTS = ("Allegation", "Denial", "Threat", "Sarcasm")
# What the issue asks of overlap F1: the texts, and the label's least.
AIMS = {"acts-gum-news + seeds": {"Allegation": 0.55, "Denial": 0.65, "Threat": 0.45}, "acts-threads + seeds": {"Sarcasm": 0.45}}


def predict_with(postilctl, documents, model, folder, only="acts"):
    """What a model of acts or names says about documents that it has not seen."""
    source, target = Path(folder, "held.jsonl"), Path(folder, "said.jsonl")
    bare(documents, source)
    with open(source, "rb") as lines, open(target, "wb") as out:
        subprocess.run([postilctl, "suggest", "--stream", "--only", only, "--model", model], stdin=lines, stdout=out, check=True)
    return load(target)


def score_documents(postilctl, gold, predicted, labels, match, folder):
    answer, key = Path(folder, "answer.jsonl"), Path(folder, "key.jsonl")
    for path, documents in ((answer, predicted), (key, gold)):
        path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    return score(postilctl, answer, key, labels, match)


NAMES = ("Person", "Organisation", "Place")
# What the issue asks: exact F1 over the three kinds of names.
NAME_AIMS = {"gum, news and interview": 0.70, "wikigold": 0.65, "wnut17-dev": 0.40, "seeds": 0.85}


def show_names(postilctl, name, gold, predicted, how, folder):
    micro = score_documents(postilctl, gold, predicted, NAMES, "exact", folder)["micro"]
    word = "" if micro["f1"] >= NAME_AIMS[name] else ", missed"
    print(f"  {name:<24} {micro['precision']:>9.4f} {micro['recall']:>9.4f} {micro['f1']:>9.4f} {micro['gold']:>7}  {how}; aim {NAME_AIMS[name]:.2f}{word}")


def measure_names(postilctl, shared, folder):
    """People, organisations and places by a tagger that has not seen the documents: five folds of what it is trained on, the rest as shipped."""
    data, model = shared / "data", Path(folder, "names.model")
    if not all((data / f"{name}.jsonl").is_file() for name in ("gum", "wikigold", "wnut17-dev", "seeds")):
        return
    gold = {name: load(data / f"{name}.jsonl") for name in ("gum", "wikigold", "wnut17-dev", "seeds")}
    said = {"gum": [], "wikigold": []}
    for fold in range(5):
        subprocess.run([postilctl, "train", "entities", "--data", data, "--output", model, "--leave-out", str(fold)], check=True,
                       stderr=subprocess.DEVNULL)
        for name, predicted in said.items():
            predicted += predict_with(postilctl, gold[name][fold::5], model, folder, "entities")
    shipped = ROOT / "resources" / "models" / "entities.model"
    for name in ("wnut17-dev", "seeds"):
        said[name] = predict_with(postilctl, gold[name], shipped, folder, "entities")
    print(f"\npeople, organisations and places together, exact, in documents that were not learned from\n  {'':<24} {'precision':>9} {'recall':>9} {'F1':>9} {'gold':>7}")
    news = [document for document in gold["gum"] if document.get("meta", {}).get("genre") in ("news", "interview")]
    ids = {document["id"] for document in news}
    show_names(postilctl, "gum, news and interview", news, [d for d in said["gum"] if d["id"] in ids], "five folds by document", folder)
    show_names(postilctl, "wikigold", gold["wikigold"], said["wikigold"], "five folds by document", folder)
    for name in ("wnut17-dev", "seeds"):
        show_names(postilctl, name, gold[name], said[name], "never learned from", folder)


def measure_speakers(postilctl, shared, folder):
    """Of the quotes found, how many have the right speaker: each file, and both together."""
    gold = {name: load(shared / "data" / f"{name}.jsonl") for name in ("gum-quotes", "seeds") if (shared / "data" / f"{name}.jsonl").is_file()}
    if len(gold) < 2:
        return
    print("\nspeakers of quotes that were found; aim 0.80 of both files together")
    right = found = 0
    for name, documents in gold.items():
        source, target = Path(folder, "bare.jsonl"), Path(folder, "said.jsonl")
        bare(documents, source)
        suggest(postilctl, source, target)
        counts = score(postilctl, target, shared / "data" / f"{name}.jsonl", ("Quote",), "overlap")["speakers"]
        n = counts["right"] + counts["wrong"] + counts["none"]
        right, found = right + counts["right"], found + n
        print(f"  {name:<12} {counts['right']:>3} of {n:>3}  {counts['right'] / max(1, n):.4f}")
    print(f"  {'together':<12} {right:>3} of {found:>3}  {right / max(1, found):.4f}{'' if right >= 0.8 * found else '  missed'}")


def top_precision(gold, predicted, label):
    """How many of the surest fifth of the suggestions touch a gold span of their label."""
    places = {document["id"]: [span for span in document.get("spans", ()) if span["label"] == label] for document in gold}
    said = sorted(((span["score"], any(other["start"] < span["end"] and span["start"] < other["end"] for other in places[document["id"]]))
                   for document in predicted for span in document["spans"] if span["label"] == label), reverse=True)
    fifth = said[:max(1, len(said) // 5)]
    return sum(right for _, right in fifth) / max(1, len(fifth))


def reliability(gold, predicted):
    """Said against found, by tenths of the score, over all acts; and how far they lie apart on the whole (expected calibration error)."""
    bins = [[0, 0.0, 0] for _ in range(10)]
    places = {document["id"]: document.get("spans", ()) for document in gold}
    for document in predicted:
        for span in document["spans"]:
            if span["label"] not in ACTS:
                continue
            entry = bins[min(9, int(span["score"] * 10))]
            entry[0] += 1
            entry[1] += span["score"]
            entry[2] += any(other["label"] == span["label"] and other["start"] < span["end"] and span["start"] < other["end"]
                            for other in places[document["id"]])
    for n, said, right in bins:
        if n:
            print(f"    said {said / n:.2f}, found {right / n:.2f} ({n})")
    total = max(1, sum(n for n, _, _ in bins))
    print(f"    apart by {sum(abs(said - right) for _, said, right in bins) / total:.3f} on the whole")


def show_acts(postilctl, name, gold, predicted, folder):
    print(f"\n{name}: {len(gold)} documents, none of them learned from")
    print(f"  {'label':<14} {'precision':>9} {'recall':>9} {'F1':>9} {'top fifth':>9} {'gold':>7}")
    for label, precision, recall, f1, n in rows_of(score_documents(postilctl, gold, predicted, ACTS, "overlap", folder)):
        aim = AIMS.get(name, {}).get(label)
        word = "" if aim is None else f"  aim {aim:.2f}" + ("" if f1 >= aim else ", missed")
        print(f"  {label:<14} {precision:>9.4f} {recall:>9.4f} {f1:>9.4f} {top_precision(gold, predicted, label):>9.4f} {n:>7}{word}")
    reliability(gold, predicted)


def measure_acts(postilctl, shared, folder):
    """Acts as they come out for texts that the learner has not seen: by fives within the own files, then transfer."""
    data, model = shared / "data", Path(folder, "acts.model")
    names = ("acts-news", "acts-threads", "acts-gum-news", "seeds")
    if not all((data / f"{name}.jsonl").is_file() for name in names):
        return
    gold = {name: load(data / f"{name}.jsonl") for name in names}
    also = [word for path in sorted(ROOT.glob("resources/training/acts-*.jsonl")) for word in ("--also", path)]
    train = [postilctl, "train", "acts", "--data", data, *also, "--output", model,
             "--without", "acts-gum-news"]
    said = {name: [] for name in names}
    for fold in range(5):
        subprocess.run([*train, "--leave-out", str(fold)], check=True, stderr=subprocess.DEVNULL)
        for name in names[:2]:
            said[name] += predict_with(postilctl, gold[name][fold::5], model, folder)
    subprocess.run(train, check=True, stderr=subprocess.DEVNULL)
    for name in names[2:]:
        said[name] = predict_with(postilctl, gold[name], model, folder)
    for name in (("acts-news",), ("acts-threads",), ("acts-gum-news", "seeds"), ("acts-threads", "seeds")):
        show_acts(postilctl, " + ".join(name), sum((gold[x] for x in name), []), sum((said[x] for x in name), []), folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("postilctl")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", default="", help="these files only, by name without .jsonl; names, acts: what is made of unseen texts; speakers; layouts")
    parser.add_argument("--match", default="overlap", choices=("exact", "overlap", "token"))
    options = parser.parse_args()
    wanted = set(filter(None, options.only.split(",")))
    files = [path for path in sorted((options.shared / "data").glob("*.jsonl")) if not wanted or path.stem in wanted]
    if not files and not wanted & {"acts", "names", "speakers", "layouts"}:
        print(f"no gold files in {options.shared / 'data'}: nothing to measure")
        return 0
    os.environ["LC_ALL"] = "C.UTF-8"
    total, cpu = 0, 1e-6
    with tempfile.TemporaryDirectory() as folder:
        rest = start_up(options.postilctl, folder)
        print(f"start-up: {rest:.3f} s of processor, not counted in the rates below")
        for path in files:
            measured = measure(options.postilctl, path, options.match, folder, rest)
            if measured:
                total, cpu = total + measured[0], cpu + measured[1]
            sys.stdout.flush()
        if not wanted or "names" in wanted:
            measure_names(options.postilctl, options.shared, folder)
        if not wanted or "speakers" in wanted:
            measure_speakers(options.postilctl, options.shared, folder)
        if not wanted or "layouts" in wanted:
            subprocess.run([sys.executable, ROOT / "tests" / "bench" / "layouts.py", options.postilctl, options.shared], check=True)
        if not wanted or "acts" in wanted:
            measure_acts(options.postilctl, options.shared, folder)
    print(f"\nall: {total / 1e6:.2f} MB in {cpu:.2f} s of processor, {total / 1e6 / cpu:.2f} MB/s per core")
    return 0


if __name__ == "__main__":
    sys.exit(main())
