#!/usr/bin/env python3
# check-formats.py - README and manual know every format, and README says what each keeps
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-formats.py [--update] POSTILCTL

The table "What each keeps" of README.md is that of the program: with --update it is written anew, otherwise compared."""
import json
import re
import subprocess
import sys
from collections import Counter

from tap import ROOT, Tap, read

BEGIN = "<!-- The table below comes from postilctl formats: tests/house/check-formats.py --update writes it. -->\n"
END = "<!-- End of the table. -->\n"
NO_SPANS = ("label-studio-config", "refi-codebook")
COLUMNS = ["overlap", "discontinuous", "relations", "notes", "suggestions", "annotators", "document-labels", "structure",
           "any-edges"]
DETAILS = ["attributes", "scores", "sources", "reasons", "created", "decided", "titles", "document-details", "done",
           "label-definitions"]


def kinds_of(path):
    """The kinds of loss in the table "kinds" of a source file."""
    rows = read(path).split("} kinds[] = {", 1)[1].split("\n};", 1)[0]
    return re.findall(r'^  \{ "([a-z-]+)",', rows, re.MULTILINE)


def rows_of(columns, formats):
    lines = ["| `--format` | " + " | ".join(name.replace("-", " ") for name in columns) + " |\n",
             "|---|" + "---|" * len(columns) + "\n"]
    for row in formats:
        marks = ["yes" if name in row["keeps"] else "" for name in columns]
        lines.append(f"| `{row['name']}` | " + " | ".join(marks) + " |\n")
    return re.sub(" +\\|", " |", "".join(lines))


def table(formats):
    """Spans and what they say; then what is known of them, of which most formats have nothing."""
    written = [row for row in formats if row["written"] and row["name"] not in NO_SPANS]
    detailed = [row for row in written if set(DETAILS) & set(row["keeps"])]
    return rows_of(COLUMNS, written) + "\nAnd of details, which no other format has:\n\n" + rows_of(DETAILS, detailed)


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    output = subprocess.run([arguments[0], "formats", "--json"], capture_output=True, text=True, check=True).stdout
    formats = [json.loads(line) for line in output.splitlines()]
    page = read("README.md")
    head, rest = page.split(BEGIN)
    body, tail = rest.split(END)
    if "--update" in sys.argv:
        (ROOT / "README.md").write_text(head + BEGIN + table(formats) + END + tail, encoding="utf-8")
        return 0
    tap = Tap()
    manual = read("data/man/postilctl.1").replace("\\-", "-")
    manual = manual[manual.index(".SH FORMATS"):]
    rows, named = [], []
    for row in formats:
        name = row["name"]
        key = {"text": "plain text", "html": "web pages", "jsonl": "`.jsonl`", "csv": "`.csv`"}.get(name, f"`{name}`")
        lines = [line for line in head.splitlines() if line.startswith("|") and key in line]
        if len(lines) != 1:
            rows.append(f"{name}: {len(lines)} lines")
            continue
        cells = [cell.strip() for cell in lines[0].split("|")]
        if bool(cells[2]) < row["read"] or bool(cells[3]) != row["written"]:
            rows.append(f"{name}: in “{cells[2]}”, out “{cells[3]}”")
        if row["written"] and not re.search(r"^\.B.*(?<![\w-])" + re.escape(name) + r"(?![\w-])", manual, re.MULTILINE):
            named.append(name)
    tap.check("README.md has a line for each format, with what is read and written", rows)
    tap.check("the manual's list of formats names each that is written", named)
    tap.check("README.md says what each format keeps",
              [] if body == table(formats) else ["run tests/house/check-formats.py --update build/postilctl"])
    counted = Counter(kinds_of("app/exchange/losses.c") + ["unaligned"])
    said = Counter(kinds_of("ui/export-rehearsal.c"))
    tap.check("the export dialog has words for each kind of loss, and once",
              sorted((counted - said) + (said - counted)))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
