#!/usr/bin/env python3
# speed.py - how fast "postilctl suggest --stream" is by stage, and what memory long texts and long streams take
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Megabytes of text per second of processor on one core, without start-up, over the texts of SHARED/data, then extremes."""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# What is asked of each, in megabytes per second.
STAGES = (("structure, quotes", "structure,quotes", None), ("structure, quotes, rules", "structure,quotes,rules", 5.0), ("and entities", "entities", None), ("and speakers", "speakers", None),
          ("structure, quotes, entities, acts", "acts", None), ("everything", None, 3.0))


def high_water(pid):
    """Kilobytes that a process held at most so far."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as lines:
            return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def run(postilctl, source, only=None):
    """Processor seconds and peak kilobytes of one stream."""
    command = [postilctl, "suggest", "--stream", "--jobs", "1"] + (["--only", only] if only else [])
    with open(source, "rb") as lines:
        child = subprocess.Popen(command, stdin=lines, stdout=subprocess.DEVNULL)
        peak, done = 0, 0
        while done == 0:
            # Not ru_maxrss: it begins with the memory of this program, which forked it.
            peak = max(peak, high_water(child.pid))
            time.sleep(0.02)
            done, status, usage = os.wait4(child.pid, os.WNOHANG)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"postilctl ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime, peak


def texts(shared):
    for path in sorted((shared / "data").glob("*.jsonl")):
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                if "text" in document:
                    yield {"id": document.get("id"), "text": document["text"]}


def write(path, documents):
    size = 0
    with open(path, "w", encoding="utf-8") as out:
        for document in documents:
            size += len(document["text"].encode())
            out.write(json.dumps(document, ensure_ascii=False) + "\n")
    return size


def stages(postilctl, documents, folder):
    source, word = Path(folder, "texts.jsonl"), Path(folder, "word.jsonl")
    size = write(source, documents)
    write(word, [{"id": "x", "text": "Nobody."}])
    rest = {only: min(run(postilctl, word, only)[0] for _ in range(5)) for _, only, _ in STAGES}
    print(f"start-up: {rest[None]:.3f} s of processor, not counted below; {size / 1e6:.1f} MB of text, the median of three runs")
    for name, only, aim in STAGES:
        cpu = statistics.median(run(postilctl, source, only)[0] for _ in range(3)) - rest[only]
        rate = size / 1e6 / max(cpu, 1e-6)
        word = "" if aim is None else f"  aim {aim:.1f}" + ("" if rate >= aim else ", missed")
        print(f"  {name:<34} {rate:6.2f} MB/s{word}")
        sys.stdout.flush()


def extremes(postilctl, documents, folder, lines):
    prose = "\n\n".join(document["text"] for document in documents)
    flat = prose.replace("\n", " ")
    ten = 10_000_000
    posts = "A thread\n\n" + "".join(f"user{i % 977} · {i % 23 + 1} hours ago\n\nReply {i} is wrong, and you know it.\n\n" for i in range(100_000))
    kinds = (("10 MB of prose", (prose * (ten // len(prose) + 1))[:ten]), ("10 MB in one line", (flat * (ten // len(flat) + 1))[:ten]),
             ("10 MB of quotes", ('"We did not do it," he said. ' * (ten // 28))), ("10 MB of names", "Anna Berg Carl Dorn Else Falk " * (ten // 30)),
             ("100,000 posts", posts))
    source = Path(folder, "extreme.jsonl")
    for name, text in kinds:
        size = write(source, [{"id": "x", "text": text}])
        cpu, peak = run(postilctl, source)
        print(f"  {name:<34} {size / 1e6 / cpu:6.2f} MB/s  {peak / 1024:7.0f} MB at most")
        sys.stdout.flush()
    with open(source, "w", encoding="utf-8") as out:
        for i in range(lines):
            out.write('{"id":"%d","text":"Ane Holt said: \\"Lock %d never leaked.\\""}\n' % (i, i))
    cpu, peak = run(postilctl, source)
    print(f"  {f'{lines:,} lines':<34} {lines / cpu:6.0f} lines/s  {peak / 1024:5.0f} MB at most")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("postilctl")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--lines", type=int, default=1_000_000, help="of the long stream")
    parser.add_argument("--stages-only", action="store_true", help="leave out the extremes")
    options = parser.parse_args()
    documents = list(texts(options.shared))
    if not documents:
        print(f"no texts in {options.shared / 'data'}: nothing to measure")
        return 0
    os.environ["LC_ALL"] = "C.UTF-8"
    with tempfile.TemporaryDirectory() as folder:
        stages(options.postilctl, documents, folder)
        if not options.stages_only:
            extremes(options.postilctl, documents[:200], folder, options.lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
