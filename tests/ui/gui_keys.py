#!/usr/bin/python3
# gui_keys.py - the whole job in the real window, by keyboard alone, checked in the database and the exported file
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_keys.py POSTIL POSTILCTL, under with-display"""
import csv
import json
import re
import subprocess
import sys

from desk import Desk, Project, Tap, documents, screenshot, tell, text_of, wait


def make_project(postilctl, path):
    subprocess.run([postilctl, "new", path], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([postilctl, "import", path, *documents()], check=True, stdout=subprocess.DEVNULL)


def a_sentence(text):
    """Start and stop of a plain sentence on the first page: inside a paragraph, so that growing has steps to take."""
    for line in text.split("\n"):
        first = line.find(". ")
        if len(line) > 200 and first > 0 and line.find(". ", first + 2) > 0:
            start = text.index(line) + first + 2
            return start, text.index(". ", start) + 1
    raise AssertionError("the first document has no paragraph of three sentences")


def walk_to(desk, offset):
    """Line by line, then token by token, as a person would."""
    while desk.caret() < offset:
        before = desk.caret()
        desk.key("Down")
        wait("the caret to move down", lambda: desk.caret() != before)
    while desk.caret() > offset:
        before = desk.caret()
        desk.key("Left")
        wait("the caret to move left", lambda: desk.caret() != before)


def grow_to(desk, wanted):
    for _ in range(4):
        before = desk.selection()
        desk.key("space")
        wait("the selection to grow", lambda: desk.selection() != before)
        if desk.selection()[0] <= wanted[0] and desk.selection()[1] >= wanted[1]:
            return
    raise AssertionError(f"Space never selected {wanted}, the last was {desk.selection()}")


def tag_a_sentence(tap, desk, project):
    text = text_of(desk.page())
    tap.ok(len(text) > 500, "the first unread document is on the screen at once")
    wanted = a_sentence(text)
    walk_to(desk, wanted[0] + 1)
    grow_to(desk, wanted)
    words = desk.selected_words()
    tap.ok(text[wanted[0]:wanted[1]] in words, "Space grows the selection to the sentence", words)
    desk.key(project.key_of("Denial"))
    wait("the Denial in the database", lambda: project.spans("kept", hand=True))
    tap.equal([(label, said) for _, label, said in project.spans("kept", hand=True)], [("Denial", words)],
              "the label's key tags exactly these words")
    return words


def a_frequent_word(text):
    """A long word that stands at least three times in the text, and where. "Korea's" is a token of its own."""
    places = {}
    for match in re.finditer(r"(?<![\w'’])[A-Za-z]{5,}(?![\w'’])", text):
        places.setdefault(match[0], []).append(match.start())
    return next((word, starts) for word, starts in places.items() if 3 <= len(starts) <= 9)


def tag_every_place(tap, desk, project):
    text = text_of(desk.page())
    word, starts = a_frequent_word(text)
    desk.key("ctrl+Home")
    wait("the caret at the top", lambda: desk.caret() == 0)
    walk_to(desk, starts[0])
    desk.key("space")
    wait("the word to be selected", lambda: desk.selected_words() == word)
    desk.key(f"shift+{project.key_of('Threat')}")
    wait("the Threats in the database", lambda: len(project.spans("kept", hand=True)) > 1)
    tap.equal([said for _, label, said in project.spans("kept", hand=True) if label == "Threat"], [word] * len(starts),
              f"Shift with the label's key tags every “{word}”")
    desk.key("ctrl+z")
    wait("the Threats to be gone", lambda: len(project.spans("kept", hand=True)) == 1)
    tap.ok(True, "and is one step to undo")


def tag_and_remove(tap, desk, project):
    desk.key("Escape", "space")
    wait("something to be selected", desk.selected_words)
    desk.key(project.key_of("Person"))
    wait("the Person in the database", lambda: len(project.spans("kept", hand=True)) == 2)
    desk.key(project.key_of("Place"))
    wait("the Person to be a Place", lambda: "Place" in [label for _, label, _ in project.spans("kept", hand=True)])
    tap.equal(len(project.spans("kept", hand=True)), 2, "another label's key corrects the span that was just made")
    desk.key("n")
    wait("the note to have the focus", lambda: desk.has_focus("text", "Note"))
    desk.type("x 2 see a")
    desk.key("Escape")
    wait("the note in the database", lambda: project.rows("SELECT note FROM span WHERE note = 'x 2 see a'"))
    tap.ok(True, "N writes a note, in which keys are letters")
    desk.key("Delete")
    wait("the span to be gone", lambda: len(project.spans("kept", hand=True)) == 1)
    tap.ok(True, "Delete removes the span")


def finish_document(tap, desk, project):
    first = text_of(desk.page())
    desk.key("d")
    wait("the document to be done", lambda: project.rows("SELECT document FROM reading WHERE state = 2"))
    desk.forget_page()
    wait("the next document", lambda: text_of(desk.page()) not in (None, "", first))
    tap.ok(True, "D marks the document as done and shows the next one")


def suggest(tap, desk, project):
    desk.key("alt+2")
    desk.see("push button", "Suggest")
    tap.ok(desk.reads("Nothing was suggested yet") and desk.find("push button", "Accept") is None,
           "Review of a project that nobody asked about offers to suggest")
    desk.key("alt+1")
    desk.key("F5")
    wait("suggestions in the database", lambda: len(project.spans("suggested")) > 10)
    button = desk.find("push button", "Stop suggesting")
    wait("the suggesters to end", lambda: desk.find("push button", "Stop suggesting") is None)
    tap.ok(True, f"F5 fills the review queue{'' if button is None else ' while Stop is offered'}")


def review(tap, desk, project):
    desk.key("alt+2")
    accept = desk.see("push button", "Accept")
    wait("a current suggestion", lambda: desk.enabled(accept))
    n = len(project.spans("suggested"))
    desk.key("a")
    wait("an accepted suggestion", lambda: len(project.spans("kept", hand=False)) == 1)
    tap.equal(len(project.spans("suggested")), n - 1, "A accepts one suggestion and no other")
    desk.key("x")
    wait("a rejected suggestion", lambda: len(project.spans("rejected")) == 1)
    tap.equal(len(project.spans("suggested")), n - 2, "X rejects one suggestion and no other")
    screenshot("keys-review.png")


def undo_and_redo(tap, desk, project):
    rejected = project.spans("rejected")
    desk.key("ctrl+z")
    wait("the rejection to be undone", lambda: not project.spans("rejected"))
    tap.ok(rejected[0] in project.spans("suggested"), "Ctrl+Z puts the suggestion back")
    desk.key("ctrl+z")
    wait("the acceptance to be undone", lambda: not project.spans("kept", hand=False))
    desk.key("ctrl+shift+z")
    wait("the acceptance to be redone", lambda: len(project.spans("kept", hand=False)) == 1)
    desk.key("ctrl+shift+z")
    wait("the rejection to be redone", lambda: project.spans("rejected"))
    tap.equal(project.spans("rejected"), rejected, "Ctrl+Shift+Z takes both steps again")


def typing_is_no_key(tap, desk, project):
    """Letters in an entry are letters."""
    before = project.rows("SELECT id, state, label FROM span ORDER BY id")
    desk.key("ctrl+l")
    wait("the filter to have the focus", lambda: desk.find("entry", "Filter documents by title or name"))
    desk.type("axd2")
    desk.key("Delete")
    wait("the filter to find nothing", lambda: desk.reads("0 documents match"))
    desk.key("Escape")
    wait("the list to be back", lambda: not desk.reads("0 documents match"))
    tap.equal(project.rows("SELECT id, state, label FROM span ORDER BY id"), before,
              "label and review keys typed in an entry change nothing")


def find_a_pattern(tap, desk):
    desk.key("ctrl+f")
    wait("the find bar to have the focus", lambda: desk.find("entry", "Find in this document"))
    desk.key("ctrl+a")
    desk.type(r"\bth(at|e)\b")
    wait("the find bar to take the words as they are", lambda: desk.reads("no hit"))
    desk.key("Tab", "space")
    wait("the pattern to be found", lambda: re.fullmatch("(?i)that|the", desk.selected_words() or ""))
    first = desk.selection()
    desk.key("ctrl+g")
    wait("the next hit", lambda: desk.selection() != first)
    tap.ok(re.fullmatch("(?i)that|the", desk.selected_words() or ""), "Ctrl+F finds a pattern, Ctrl+G its next hit")
    desk.key("ctrl+f", "ctrl+a")
    desk.type("th(e")
    wait("what is no pattern to be told", lambda: desk.reads("no pattern"))
    screenshot("keys-pattern.png")
    desk.key("Escape")
    wait("the find bar to go", lambda: not desk.has_focus("entry", "Find in this document"))


def reopen(tap, desk, project, postil):
    desk.key("ctrl+w")
    tap.equal(desk.ended(), 0, "Ctrl+W closes the window, and the program ends well")
    tap.equal(desk.said(), [], "the program had nothing to complain about")
    again = Desk(postil, project.path)
    rejected = project.spans("rejected")
    again.page()
    again.press_until("ctrl+z", "the rejection to be undone after reopening", lambda: not project.spans("rejected"))
    again.key("ctrl+shift+z")
    wait("the rejection to be redone", lambda: project.spans("rejected") == rejected)
    tap.ok(True, "after reopening, undo and redo still work")
    return again


def export(tap, desk, project, folder, words):
    target = folder / "out.csv"
    desk.key("ctrl+e")
    desk.focus("^Export$")
    wait("a preview that shows the Denial", lambda: "Denial" in (text_of(desk.see("text", "First rows of the export")) or ""))
    screenshot("keys-export.png")
    desk.key("alt+e")
    desk.save_as("^Export To$", target)
    wait("the exported file", target.is_file)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    kept = project.spans("kept")
    cells = [cell for row in rows for cell in row]
    tap.ok(words in cells and "Denial" in cells, "the file holds the Denial word for word")
    tap.ok(all(said in cells for _, _, said in kept), "and every span that is kept")
    tap.ok(not any(said in cells for _, _, said in project.spans("rejected") if said not in [k[2] for k in kept]),
           "and none that was rejected")


def check_at_last(tap, project, postilctl, words):
    tap.equal(project.rows("PRAGMA integrity_check") + project.rows("PRAGMA foreign_key_check"), [("ok",)],
              "the database is sound")
    done = subprocess.run([postilctl, "export", project.path, "--format", "jsonl", "-o", "-"], capture_output=True, text=True)
    spans = [(span["label"], span["text"]) for line in done.stdout.splitlines() for span in json.loads(line)["spans"]]
    tap.ok(("Denial", words) in spans, "postilctl sees what the window did", done.stderr)


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "job.postil")
        make_project(postilctl, project.path)
        with Desk(postil, project.path) as desk:
            words = tag_a_sentence(tap, desk, project)
            tag_every_place(tap, desk, project)
            tag_and_remove(tap, desk, project)
            suggest(tap, desk, project)
            review(tap, desk, project)
            undo_and_redo(tap, desk, project)
            typing_is_no_key(tap, desk, project)
            find_a_pattern(tap, desk)
            again = reopen(tap, desk, project, postil)
        with again:
            finish_document(tap, again, project)
            export(tap, again, project, folder, words)
            again.focus("job")
            again.quit(tap, "Ctrl+Q ends the program well")
        check_at_last(tap, project, postilctl, words)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
