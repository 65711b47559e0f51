#!/usr/bin/python3
# gui_pseudo.py - the window in a language that nobody speaks: whatever is still English was not taken through gettext
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_pseudo.py POSTIL POSTILCTL, under with-display"""
import os
import re
import subprocess
import sys
from pathlib import Path

from desk import ROOT, Desk, Project, Tap, screenshot, tell, text_of
from tour import Tour, beginnings, calm, make_project, start

LANGUAGE = "en_XA"
EDGES = " \n\t·:,;.()“”\"→←×+–—-0123456789%/[]✗"
# What GTK and libadwaita bring, in whose catalogues this language is missing.
OTHERS = {"Close", "Minimize", "Maximize", "Menu", "Search", "Clear", "Clear entry", "Increase", "Decrease", "Increment", "Decrement", "Sidebar",
          "Back", "Restore", "Tick", "Tab", "Alt", "Enter", "Shift", "Ctrl", "Space", "Delete", "Backspace", "Page Up", "Page Down", "Escape",
          "No Results Found", "Try a different search.", "Clear Search", "Search Results", "No results", "Try a different search", "Esc",
          "Apply", "Edit", "None", "Minimize the window", "Maximize the window", "Close the window", "Sans Regular", "Delete (keypad"}
# Names, and what the tour types.
SAME = {"Postil", "Aa", "F1", "UTF-8", "postil", "CSV table", "sluice.postil", "python", "my tagger.py"}


class Known:
    """What the project itself says: words of documents, names of labels and sources. It is no message."""

    def __init__(self, project, folder):
        rows = project.rows
        fields = [row[0] for sql in (
            "SELECT title FROM document", "SELECT key FROM document", "SELECT encoding FROM document", "SELECT name FROM label",
            "SELECT shortcut FROM label", "SELECT name FROM source", "SELECT name FROM annotator", "SELECT name FROM rule",
            "SELECT title FROM edit", "SELECT note FROM span", "SELECT reason FROM span WHERE reason IS NOT NULL",
            "SELECT guideline FROM label", "SELECT json_extract (attributes, '$.author') FROM span WHERE attributes IS NOT NULL",
            "SELECT json_extract (attributes, '$.time') FROM span WHERE attributes IS NOT NULL",
            "SELECT substr (d.text, s.start + 1, s.stop - s.start) FROM span s JOIN document d ON d.id = s.document") for row in rows(sql)]
        self.fields = {squeezed(field) for field in fields if field} | {"acts", "learner", "echo", "entities", "quotes", "speakers", "structure", "rules"}
        self.fields |= {field.strip(EDGES) for field in self.fields}
        texts = [row[0] for row in rows("SELECT text FROM document")]
        self.text = squeezed(" ".join(texts)) + " " + " ".join(sorted(self.fields))
        self.folder = str(folder).strip("/")

    def has(self, piece):
        if piece in self.fields or piece in OTHERS or piece in SAME or self.folder in piece:
            return True
        # A row of the concordance: words of a text, then its title.
        title = next((field for field in self.fields if piece.endswith(", " + field)), None)
        short = piece[:-len(title) - 2].strip() if title else piece.strip("…").strip()
        return len(short) >= 8 and short in self.text


def squeezed(words):
    return re.sub(r"[\s\[\]]+", " ", words or "").strip()


def foreign(words):
    """The stretches of @words that are in no brackets and hold a word."""
    outside = re.sub(r"⟦[^⟦⟧]*⟧", "\0", re.sub(r"⟦[^⟦⟧]*⟧", "\0", words))
    pieces = [squeezed(piece.strip(EDGES)) for piece in re.split(r"[\0\n]", outside)]
    return [piece for piece in pieces if re.search(r"[A-Za-z]{2}", piece)]


def accelerators(piece):
    """Ctrl+Shift+Z and its like, as GTK writes them."""
    return bool(re.fullmatch(r"(?:(?:Ctrl|Shift|Alt|Super)\+)*\S{1,12}(?: \S+)?", piece)) and "+" in piece


def untranslated(nodes, known):
    found = {}
    for node in nodes:
        role, name = node.get_role_name(), node.get_name() or ""
        # The page itself, rows of a preview and what somebody typed are the document's or one's own words.
        words = {name, node.get_description() or ""}
        if role in ("label", "push button", "toggle button"):
            words.add(text_of(node) or "")
        # What is wrong with a rule is said by the core, in the words of postilctl.
        for whole in words:
            if re.match(r"(Gtk|Adw|Postil|Gdk)[A-Z]\w*$", whole) or ": error: " in whole:
                continue
            for piece in foreign(whole):
                if not known.has(piece) and not accelerators(piece) and not all(map(known.has, re.split(r"[,:;] | · | → ", piece))):
                    found[f"{role}: {piece!r} in {whole[:90]!r}"] = None
    return list(found)


def main():
    postil, postilctl = sys.argv[1:3]
    only = sys.argv[3:]
    place = Path(postil).resolve().parent / "data/po" / LANGUAGE / "LC_MESSAGES/postil.mo"

    def story(tap, folder):
        made = subprocess.run([sys.executable, str(ROOT / "tests/house/check-translation.py"), "--pseudo", str(place)],
                              capture_output=True, text=True, check=False)
        tap.ok(made.returncode == 0 and place.is_file(), "a language is made of all messages", made.stdout + made.stderr)
        os.environ.update(LANGUAGE=LANGUAGE, LC_ALL="C.UTF-8")
        calm()
        path, source = make_project(postilctl, folder)
        project = Project(path)
        complaints = []
        with Desk(postil, path) as desk:
            tour = Tour(desk, source)
            tour.rest()

            def visit(stop, window):
                screenshot(f"pseudo-{stop.name}.png")
                found = untranslated(tour.nodes(stop), Known(project, folder))
                for line in found:
                    print(f"#   {stop.name}: {line}", flush=True)
                complaints.extend(found)
                if not found:
                    tap.ok(True, f"{stop.name}: nothing is left in English")

            tour.take(visit, only)
            desk.quit(tap)
        for name, tour in beginnings(postil, postilctl, folder, source, only):
            start(tour, name)
            screenshot(f"pseudo-{name}.png")
            found = untranslated(tour.desk.walk(), Known(project, folder))
            for line in found:
                print(f"#   {name}: {line}", flush=True)
            complaints.extend(found)
        tap.equal(len(complaints), 0, "every message was taken through gettext")

    try:
        return tell(Tap(), story)
    finally:
        place.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
