#!/usr/bin/python3
# gui_choose.py - labels by name, every identical string, relations and going anywhere, by keyboard alone
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_choose.py POSTIL POSTILCTL, under with-display"""
import re
import sys

from desk import Desk, Project, Tap, make_project, screenshot, tell, text_of, wait

FIRST = """Harbour board rejects the claim

The harbour board said on Monday that no inspector was ever paid. A clerk accused the board of hiding the ledgers. The board
will meet on Friday, and the board will answer then.
"""
SECOND = "A second page\n\nNothing happens here.\n"


def walk_to(desk, word):
    """To the first of these words, token by token."""
    wanted = text_of(desk.page()).index(word)
    desk.key("ctrl+Home")
    wait("the caret at the start", lambda: desk.caret() == 0)
    while desk.caret() < wanted:
        before = desk.caret()
        desk.key("Right")
        wait("the caret to move right", lambda: desk.caret() != before)
    desk.key("space")
    wait(f"{word} to be selected", lambda: desk.selected_words() == word)


def choose(desk, prompt, letters, best):
    """A popover opens and takes the keyboard; what is typed before it has it would go to the page."""
    wait(f"the list for {prompt}", lambda: desk.find("entry", prompt))
    desk.type(letters)
    wait(f"{best} at the top of the list", lambda: next(desk.walk(desk.find("list", "Choices"))).get_name() == best)
    desk.key("Return")


def by_name(tap, desk, project):
    walk_to(desk, "board")
    desk.key("slash")
    choose(desk, "Label", "organ", "Organisation")
    wait("a span", lambda: project.spans("kept"))
    tap.equal([(label, words) for _, label, words in project.spans("kept")], [("Organisation", "board")],
              "slash and a few letters tag the selection")
    desk.key("slash")
    wait("the precedent", lambda: desk.reads("“\u2068board\u2069” was tagged Organisation once"))
    screenshot("choose-label.png")
    tap.ok(True, "the list says what these words were before")
    desk.key("Escape")
    wait("the list to close", lambda: not desk.reads("“\u2068board\u2069” was tagged Organisation once"))


def every_identical(tap, desk, project):
    n = len(re.findall(r"\bboard\b", FIRST))
    walk_to(desk, "board")
    desk.key("shift+" + project.key_of("Organisation").lower())
    wait("every board", lambda: len(project.spans("kept")) == n)
    tap.equal({words for _, _, words in project.spans("kept")}, {"board"}, "Shift and a label's key tag every identical string")
    desk.key("ctrl+z")
    wait("all of them to go", lambda: len(project.spans("kept")) == 1)
    tap.ok(True, "and that is one undo step")


def relate(tap, desk, project):
    walk_to(desk, "clerk")
    desk.key(project.key_of("Person").lower())
    wait("the clerk", lambda: len(project.spans("kept")) == 2)
    head = next(span for span, label, _ in project.spans("kept") if label == "Person")
    tail = next(span for span, label, _ in project.spans("kept") if label == "Organisation")
    desk.key("r")
    wait("what to do next", lambda: desk.reads("Tab to the other span"))
    desk.key("shift+Tab", "Return")
    wait("both ends", lambda: desk.reads("From “\u2068clerk\u2069” to “\u2068board\u2069”"))
    screenshot("choose-relation.png")
    choose(desk, "Relation", "targ", "target")
    wait("a relation", lambda: project.value("SELECT count(*) FROM relation"))
    tap.equal(project.rows("SELECT r.head, r.tail, l.name FROM relation r JOIN label l ON l.id = r.label"),
              [(head, tail, "target")], "R, Tab, Enter and a name relate two spans")
    desk.key("ctrl+z")
    wait("the relation to go", lambda: not project.value("SELECT count(*) FROM relation"))
    desk.key("r", "Escape", "shift+Tab", "Return")
    tap.equal(project.value("SELECT count(*) FROM relation"), 0, "Escape leaves a relation that was begun")


def go_anywhere(tap, desk, project):
    desk.key("ctrl+k")
    choose(desk, "Document, label or action", "second pa", "A second page")
    desk.forget_page()
    wait("the second page", lambda: "Nothing happens" in text_of(desk.page()))
    tap.ok(True, "Ctrl+K goes to a document")
    desk.key("ctrl+k")
    choose(desk, "Document, label or action", "find in this", "Find in this document")
    wait("the find bar", lambda: desk.find("entry", "Find in this document"))
    tap.ok(True, "and does what the menus do")
    desk.key("Escape")


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "job.postil")
        make_project(postilctl, project.path, {"first.txt": FIRST, "second.txt": SECOND})
        with Desk(postil, project.path) as desk:
            by_name(tap, desk, project)
            every_identical(tap, desk, project)
            relate(tap, desk, project)
            go_anywhere(tap, desk, project)
            desk.quit(tap)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
