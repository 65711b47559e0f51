#!/usr/bin/env python3
# check-score.py - postilctl score says what the reference scorer says, on made-up documents and on the gold files
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-score.py POSTILCTL. The reference is SHARED/tools/score.py (SHARED from POSTIL_SHARED); without it only the complaints
are checked."""
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "house"))
from tap import SHARED, Tap, run  # noqa: E402

POSTILCTL = sys.argv[1]
REFERENCE = SHARED / "tools" / "score.py"
MATCHES = ("exact", "overlap", "token")
LABELS = ("Quote", "Person", "Denial", "Außenstelle")


def made_up_span(rng, number, length, sure):
    start = rng.randrange(length)
    end = min(length, start + rng.choice((0, 1, 2, 5, 9, 30)))
    span = {"id": f"s{number}", "start": start, "end": end, "label": rng.choice(LABELS)}
    if rng.random() < 0.2 and end - start > 4:
        span["parts"] = [[start, start + 1], [start + 3, end]]
    if rng.random() < 0.4:
        span["entity"] = rng.choice(("ida", "holt", "quist"))
    if not sure and rng.random() < 0.7:
        span["score"] = rng.choice((0.1, 0.25, 0.5, 0.5, 0.75, 0.9))
    return span


def made_up_document(rng, name, text, sure):
    spans = [made_up_span(rng, i, len(text), sure) for i in range(rng.randrange(0, 25))]
    if spans and rng.random() < 0.5:
        spans += [dict(rng.choice(spans), id=f"t{i}") for i in range(3)]
    relations = [{"id": f"r{i}", "type": rng.choice(("speaker", "speaker", "cue")), "head": rng.choice(spans)["id"],
                  "tail": rng.choice(spans)["id"]} for i in range(rng.randrange(0, 8))] if spans else []
    document = {"id": name, "text": text, "spans": spans, "relations": relations,
                "labels": rng.sample(("sarcasm", "Threat", "DENIAL", "denial"), rng.randrange(0, 3))}
    if not sure and rng.random() < 0.6:
        document["label_scores"] = {rng.choice(("Sarcasm", "threat", "denial")): rng.choice((0, 0.2, 0.5, 1, -1, 0.77)) for _ in range(3)}
    return document


def neighbour(rng, document):
    """A prediction that is mostly near the gold one."""
    near = made_up_document(rng, document["id"], document["text"], False)
    for span in document["spans"]:
        if rng.random() < 0.7:
            moved = dict(span)
            if rng.random() < 0.5 and "parts" not in moved:
                moved["start"] = max(0, moved["start"] - rng.randrange(3))
            near["spans"] = [other for other in near["spans"] if other["id"] != moved["id"]] + [moved]
    known = {span["id"] for span in near["spans"]}
    near["relations"] = [r for r in near["relations"] + document["relations"] if r["head"] in known and r["tail"] in known]
    return near


def made_up_pair(seed):
    rng = random.Random(seed)
    texts = ["".join(rng.choice("ab é🚀\n") for _ in range(rng.choice((1, 10, 80)))) for _ in range(rng.randrange(1, 9))]
    gold = [made_up_document(rng, f"d{i}", text, True) for i, text in enumerate(texts)]
    predicted = [neighbour(rng, document) for document in gold if rng.random() < 0.85]
    predicted += [made_up_document(rng, "elsewhere", "abc", False)]
    rng.shuffle(predicted)
    return gold, predicted


def write(path, documents):
    path.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents), encoding="utf-8")


NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def numbers_by_line(output):
    """The words of each line that has numbers -> its numbers; the order of rows with equal counts is nobody's business."""
    rows, section = {}, ""
    for line in output.split("\n"):
        if line.startswith(("span,", "document label")):
            section = line.split()[0]
        found = NUMBER.findall(line)
        if found and not line.startswith(("span,", "document label")):
            rows[(section, NUMBER.sub("#", " ".join(line.split())))] = found
    return rows


def differences(gold, predicted, options):
    mine = run(POSTILCTL, "score", predicted, gold, *options)
    theirs = run(sys.executable, REFERENCE, gold, predicted, *options)
    where = f"{Path(gold).name} {' '.join(options)}"
    if mine.returncode or theirs.returncode:
        return [f"{where}: postilctl {mine.returncode} {mine.stderr}, reference {theirs.returncode} {theirs.stderr}"]
    left, right = numbers_by_line(mine.stdout), numbers_by_line(theirs.stdout)
    if len(left) < 2:
        return [f"{where}: hardly a number in {mine.stdout}"]
    if left.keys() != right.keys():
        return [f"{where}: rows differ: {left.keys() ^ right.keys()}"]
    found = []
    for row, values in left.items():
        for mine_value, their_value in zip(values, right[row], strict=True):
            # Counts are equal; a share may round the other way in its last digit.
            near = abs(float(mine_value) - float(their_value)) < (1.01e-4 if "." in mine_value else 0.5)
            if not near:
                found.append(f"{where}: {row}: {mine_value} against {their_value}")
    return found


def json_differences(gold, predicted):
    """What --json says is what the table says, in more digits."""
    table = numbers_by_line(run(POSTILCTL, "score", predicted, gold, "--match", "overlap").stdout)
    result = json.loads(run(POSTILCTL, "score", predicted, gold, "--match", "overlap", "--json").stdout)
    for label, counts in [*result["labels"].items(), ("micro", result["micro"])]:
        expected = [f"{counts[key]:.4f}" for key in ("precision", "recall", "f1")] + [str(counts["gold"]), str(counts["predicted"])]
        if table.get(("span,", label + " # # # # #")) != expected:
            yield f"{label}: {expected} against {table.get(('span,', label + ' # # # # #'))}"
    for label, scores in result["document_labels"].items():
        expected = f"{scores['average_precision']:.4f}"
        if table[("document", label + " # # # # # # #")][0] != expected:
            yield f"document label {label}: {expected}"


def check_made_up(tap, folder):
    if not REFERENCE.exists():
        tap.skip("made-up documents", f"there is no {REFERENCE}")
        return
    complaints = []
    for seed in range(12):
        gold, predicted = made_up_pair(seed)
        write(folder / "gold.jsonl", gold)
        write(folder / "predicted.jsonl", predicted)
        for match in MATCHES:
            for labels in ((), ("--labels", "Quote,Denial") if seed % 2 else ("--labels", "threat,Person")):
                complaints += differences(folder / "gold.jsonl", folder / "predicted.jsonl", ("--match", match, *labels))
        complaints += json_differences(folder / "gold.jsonl", folder / "predicted.jsonl")
    tap.check("made-up documents score as with the reference", complaints)


def shifted(document, rng):
    """A gold document with half of its marks off by a little, and some gone."""
    spans = []
    for span in document.get("spans", ()):
        if rng.random() < 0.15:
            continue
        moved = dict(span, score=round(rng.random(), 2))
        if rng.random() < 0.4:
            moved["end"] = min(len(document["text"]), moved["end"] + rng.randrange(4))
        spans.append(moved)
    known = {span["id"] for span in spans}
    relations = [r for r in document.get("relations", ()) if r["head"] in known and r["tail"] in known]
    return dict(document, spans=spans, relations=relations)


def check_gold_files(tap, folder):
    names = [name for name in ("seeds", "gum-quotes", "litbank", "acts-threads", "plover-gsr", "toxic-threat-even")
             if (SHARED / "data" / f"{name}.jsonl").exists()]
    if not names or not REFERENCE.exists():
        tap.skip("gold files", f"there are none in {SHARED}")
        return
    complaints, rng = [], random.Random(7)
    for name in names:
        gold = SHARED / "data" / f"{name}.jsonl"
        with open(gold, encoding="utf-8") as lines:
            documents = [json.loads(line) for line in lines if line.strip()][:60]
        write(folder / f"{name}.jsonl", documents)
        write(folder / "predicted.jsonl", [shifted(document, rng) for document in documents])
        for match in MATCHES:
            complaints += differences(folder / f"{name}.jsonl", folder / "predicted.jsonl", ("--match", match))
    tap.check("gold files score as with the reference", complaints)


REFUSED = (
    ("not JSON", b"{oops\n", ":1:"),
    ("no id", b'{"text":"a"}\n', ":1:"),
    ("no object", b'{"id":"a"}\n\n[1]\n', ":3:"),
    ("same id twice", b'{"id":"a"}\n{"id":"b"}\n{"id":"a"}\n', ":3:"),
    ("span without label", b'{"id":"a","spans":[{"start":0,"end":1}]}\n', ":1:"),
    ("negative offset", b'{"id":"a","spans":[{"start":-1,"end":1,"label":"A"}]}\n', ":1:"),
    ("offset beyond all", b'{"id":"a","spans":[{"start":0,"end":99999999999,"label":"A"}]}\n', ":1:"),
    ("bad parts", b'{"id":"a","spans":[{"start":0,"end":9,"label":"A","parts":[[0]]}]}\n', ":1:"),
    ("other text", b'{"id":"good","text":"other"}\n', "texts"),
    ("bad UTF-8", b'{"id":"\xff"}\n', ":1:"),
    ("brackets", b'{"id":"a","spans":' + b"[" * 200000 + b"\n", ":1:"),
)


def check_complaints(tap, folder):
    good = folder / "good.jsonl"
    good.write_text('{"id":"good","text":"abc","spans":[{"id":"s1","start":0,"end":1.0,"label":"A"}]}\n', encoding="utf-8")
    complaints = []
    for name, content, word in REFUSED:
        bad = folder / "bad.jsonl"
        bad.write_bytes(content)
        for arguments in ((bad, good), (good, bad)):
            done = run(POSTILCTL, "score", *arguments)
            if done.returncode != 3 or word not in done.stderr or done.stdout:
                complaints.append(f"{name}: exit {done.returncode}, {done.stderr or done.stdout}")
    done = run(POSTILCTL, "score", folder / "none.jsonl", good)
    if done.returncode != 3 or "none.jsonl" not in done.stderr:
        complaints.append(f"no file: {done.returncode} {done.stderr}")
    for arguments in ((good,), (good, good, good), (good, good, "--match", "fuzzy")):
        if run(POSTILCTL, "score", *arguments).returncode != 2:
            complaints.append(f"wrong usage is accepted: {arguments}")
    tap.check("bad input is refused with its place", complaints)

    done = subprocess.run([POSTILCTL, "score", "-", str(good)], input=good.read_bytes(), capture_output=True, check=False)
    both = [heading for heading in (b"span, exact", b"span, overlap") if heading not in done.stdout]
    tap.check("standard input is read, and without --match two tables are shown",
              [f"missing: {both}, {done.stderr}"] if both or done.returncode else [])
    loose = folder / "loose.jsonl"
    loose.write_text('{"id":"good","relations":[{"type":"speaker","head":"s1","tail":"s2"}]}\n', encoding="utf-8")
    done = run(POSTILCTL, "score", loose, good)
    tap.check("a relation to nowhere is told", [] if done.returncode == 0 and "1 speaker relation" in done.stderr else [done.stderr])


def check_project(tap, folder):
    """A project counts like the lines that went into it."""
    gold, project = folder / "project.jsonl", folder / "p.postil"
    write(gold, [{"id": "a", "text": "Holt said \"no 🚀\".", "labels": ["denial"],
                  "spans": [{"id": "q", "start": 11, "end": 15, "label": "Quote"}, {"id": "p", "start": 0, "end": 4, "label": "Person"},
                            {"id": "d", "start": 0, "end": 15, "parts": [[0, 4], [11, 15]], "label": "Denial"}],
                  "relations": [{"type": "speaker", "head": "q", "tail": "p"}]},
                 {"id": "b", "text": "Nothing here."}])
    made = [run(POSTILCTL, "new", project), run(POSTILCTL, "import", project, gold)]
    complaints = [done.stderr for done in made if done.returncode]
    for arguments in ((project, gold), (gold, project), (project, project)):
        done = run(POSTILCTL, "score", *arguments, "--json")
        result = json.loads(done.stdout) if done.returncode == 0 else {}
        if result.get("micro", {}).get("true_positives") != 3 or result["micro"]["f1"] != 1 or result["speakers"]["right"] != 1:
            complaints.append(f"{[path.name for path in arguments]}: {result or done.stderr}")
        elif result["documents"] != {"gold": 2, "predicted": 2, "ignored": 0} or result["document_labels"]["denial"]["f1"] != 1:
            complaints.append(f"documents: {result}")
    tap.check("a project scores like the lines that it was made of", complaints)


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        check_made_up(tap, folder)
        check_gold_files(tap, folder)
        check_complaints(tap, folder)
        check_project(tap, folder)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
