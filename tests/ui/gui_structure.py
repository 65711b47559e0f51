#!/usr/bin/python3
# gui_structure.py - posts of a thread and boilerplate are mended by hand, by keyboard
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_structure.py POSTIL POSTILCTL, under with-display"""
import json
import sys

from desk import Desk, Project, Tap, make_project, screenshot, tell, text_of, wait

TEXT = "ann\nFirst words of the thread.\n\nSecond words, by somebody else.\n\nmenu login share\n"


def structure(project, label):
    return project.rows("""SELECT substr(d.text, s.start + 1, s.stop - s.start), coalesce(s.attributes, '') FROM span s
                           JOIN label l ON l.id = s.label JOIN document d ON d.id = s.document
                           WHERE l.name = ? AND s.state < 2 ORDER BY s.start""", label)


def walk_to(desk, word):
    wanted = text_of(desk.page()).index(word)
    desk.key("Escape", "ctrl+Home")
    wait("the caret at the start", lambda: desk.caret() == 0)
    while desk.caret() < wanted:
        before = desk.caret()
        desk.key("Right")
        wait("the caret to move right", lambda: desk.caret() != before)


def posts(tap, desk, project):
    desk.key("ctrl+Home", "ctrl+shift+End", "8")
    wait("a post", lambda: len(structure(project, "Post")) == 1)
    walk_to(desk, "Second")
    desk.key("k")
    wait("two posts", lambda: len(structure(project, "Post")) == 2)
    tap.equal(structure(project, "Post")[1][0].startswith("Second words"), True, "K begins a post at the caret")
    desk.key("h")
    wait("the dialog", lambda: desk.reads("Author and Time"))
    desk.focus("")
    desk.type("bob")
    screenshot("structure-author.png")
    desk.key("Return")
    wait("its author", lambda: json.loads(structure(project, "Post")[1][1]).get("author") == "bob")
    tap.ok(True, "H sets its author")
    desk.focus("")
    screenshot("structure.png")
    desk.key("j")
    wait("one post", lambda: len(structure(project, "Post")) == 1)
    desk.key("ctrl+z")
    wait("two posts", lambda: len(structure(project, "Post")) == 2)
    tap.ok(True, "J joins them, and undo parts them")
    walk_to(desk, "thread")
    desk.key("j")
    wait("the reason", lambda: desk.reads("This is the first post: there is none before it."))
    tap.equal(len(structure(project, "Post")), 2, "J in the first post says why it joins nothing")
    desk.key("k")
    wait("three posts", lambda: len(structure(project, "Post")) == 3)
    screenshot("structure-mid-line.png")
    desk.key("ctrl+z")
    wait("two posts again", lambda: len(structure(project, "Post")) == 2)


def boilerplate(tap, desk, project):
    walk_to(desk, "menu")
    desk.key("b")
    wait("boilerplate", lambda: [row[0] for row in structure(project, "Boilerplate")] == ["menu login share"])
    screenshot("structure-boilerplate.png")
    desk.key("b")
    wait("none", lambda: not structure(project, "Boilerplate"))
    tap.ok(True, "B marks the paragraph as boilerplate, and again it is none")
    desk.key("shift+b")
    wait("a quoted reply", lambda: [row[0] for row in structure(project, "QuotedReply")] == ["menu login share"])
    tap.ok(True, "Shift+B marks it as a quoted reply")


def folds(tap, desk, project):
    text = text_of(desk.page())
    menu = text.index("menu")
    walk_to(desk, "login")
    desk.key("f")
    wait("the caret to come to where the fold is", lambda: desk.caret() == menu)
    desk.key("Right")
    wait("the caret to step over it", lambda: desk.caret() == len(text))
    desk.key("Left")
    wait("the caret to step back", lambda: desk.caret() == menu)
    screenshot("structure-folded.png")
    desk.key("f")
    desk.key("Right")
    wait("the caret to step into it", lambda: desk.caret() == text.index("login"))
    tap.ok(True, "F folds the words at the caret to one line, and unfolds them")
    desk.key("shift+f")
    wait("all to be folded", lambda: desk.reads("1 stretch is folded"))
    desk.key("shift+f")
    wait("all to be unfolded", lambda: desk.reads("1 stretch is unfolded"))
    tap.equal(text_of(desk.page()), text, "Shift+F folds and unfolds all, and the text stays the same")
    desk.key("shift+f")
    wait("all to be folded", lambda: desk.reads("1 stretch is folded"))
    desk.key("ctrl+f")
    wait("the find bar", lambda: desk.find("entry", "Find in this document"))
    desk.type("share")
    wait("the hit within what was folded", lambda: desk.selected_words() == "share")
    desk.key("Escape", "Escape")
    desk.key("Left")
    wait("the caret to move within it", lambda: menu < desk.caret() < len(text) - 1)
    tap.ok(True, "a hit of Find unfolds what it is in")


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "job.postil")
        make_project(postilctl, project.path, {"first.txt": TEXT})
        with Desk(postil, project.path) as desk:
            desk.page()
            posts(tap, desk, project)
            boilerplate(tap, desk, project)
            folds(tap, desk, project)
            desk.quit(tap)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
