#!/usr/bin/env python3
# oracle.py - how many keys a review takes with suggestions, and how many without, when somebody knows the answers
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""oracle.py POSTILCTL BENCH SHARED

Trains the acts from everything but acts-news, so that its texts are new to the program, makes a project of its bare texts and one of
its gold, and lets BENCH (bench-oracle, which says what is counted) go through the first with the answers of the second."""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = "acts-news"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("postilctl")
    parser.add_argument("bench")
    parser.add_argument("shared", type=Path)
    options = parser.parse_args()
    gold = options.shared / "data" / f"{NAME}.jsonl"
    if not gold.is_file():
        print(f"{gold} is not here: nothing to measure")
        return 0
    os.environ["LC_ALL"] = "C.UTF-8"
    with tempfile.TemporaryDirectory() as folder:
        model, bare = Path(folder, "acts.model"), Path(folder, "bare.jsonl")
        also = [word for path in sorted(ROOT.glob("resources/training/acts-*.jsonl")) for word in ("--also", path)]
        subprocess.run([options.postilctl, "train", "acts", "--data", options.shared / "data", *also, "--without", NAME, "--output", model],
                       check=True, stderr=subprocess.DEVNULL)
        with open(gold, encoding="utf-8") as lines, open(bare, "w", encoding="utf-8") as out:
            for line in filter(str.strip, lines):
                document = json.loads(line)
                out.write(json.dumps({key: document[key] for key in ("id", "text", "meta")}, ensure_ascii=False) + "\n")
        for name, source in (("work", bare), ("gold", gold)):
            project = Path(folder, f"{name}.postil")
            subprocess.run([options.postilctl, "new", project], check=True, stdout=subprocess.DEVNULL)
            subprocess.run([options.postilctl, "import", project, source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.environ["G_RESOURCE_OVERLAYS"] = f"/io/github/postil/core/models/acts.model={model}"
        print(f"{NAME}, reviewed by somebody who knows; the shipped model is one that has not seen it", flush=True)
        subprocess.run([options.bench, Path(folder, "work.postil"), Path(folder, "gold.postil")], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
