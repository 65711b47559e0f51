#!/usr/bin/python3
# gui_table.py - the keys of the table that no other story presses: moving, panes, dialogs, undo in a field
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_table.py POSTIL POSTILCTL, under with-display; tests/house/check-keys.py says when a key is pressed nowhere"""
import sys

from desk import Desk, Project, Tap, make_project, tell, text_of, wait

PAGES = {
    "first.txt": "The first page\n\nThe sluice gate was shut on Monday. Nobody shut the gate before.\n",
    "second.txt": "The second page\n\nA gate is no door. The Gatekeeper said so.\n",
}


def moving(tap, desk):
    text = text_of(desk.page())
    desk.key("ctrl+Home", "alt+Right", "alt+Right")
    wait("the caret two characters on", lambda: desk.caret() == 2)
    desk.key("alt+Left")
    wait("the caret one back", lambda: desk.caret() == 1)
    desk.key("space")
    wait("a word", lambda: desk.selected_words() == "The")
    desk.key("space")
    wait("more", lambda: len(desk.selected_words() or "") > 3)
    desk.key("shift+space")
    wait("the word again", lambda: desk.selected_words() == "The")
    tap.ok(True, "Alt nudges by a character, Shift+Space shrinks")
    desk.key("ctrl+f")
    desk.type("gate")
    wait("a hit", lambda: desk.selected_words() == "gate")
    first = desk.selection()
    desk.key("ctrl+g")
    wait("the next hit", lambda: desk.selection() not in (None, first))
    desk.key("ctrl+shift+g")
    wait("the hit before", lambda: desk.selection() == first)
    desk.key("Escape")
    tap.ok(True, "Ctrl+Shift+G goes to the hit before")
    desk.key("ctrl+Next")
    desk.forget_page()
    wait("the next document", lambda: "Gatekeeper" in (text_of(desk.page()) or ""))
    desk.key("ctrl+Prior")
    desk.forget_page()
    wait("the one before", lambda: text_of(desk.page()) == text)
    tap.ok(True, "Ctrl+Page Down and Page Up go through the documents")
    wait("the selection or caret where it was", lambda: desk.caret() in (first[0], first[1]))
    tap.ok(True, "and the caret is where it was left")


def parts(tap, desk, project):
    desk.key("Escape", "ctrl+Home", "shift+Right", "shift+Right", "shift+Right")
    wait("three words", lambda: desk.selected_words() == "The first page")
    desk.key(project.key_of("Denial"))
    wait("a span", lambda: len(project.spans("kept")) == 1)
    desk.key("Escape", "ctrl+Home", "Right", "space")
    wait("the word in the middle", lambda: desk.selected_words() == "first")
    desk.key("minus")
    wait("a span in two parts", lambda: project.value("SELECT parts FROM span WHERE state = 1"))
    tap.ok(True, "- cuts the selected words out of the span before")
    desk.key("n")
    wait("the note", lambda: desk.has_focus("text", "Note"))
    desk.type("ab")
    desk.key("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
    desk.type("c")
    desk.key("Escape")
    wait("the note without what was undone", lambda: project.value("SELECT note FROM span WHERE state = 1") == "c")
    tap.ok(project.value("SELECT parts FROM span WHERE state = 1"), "Ctrl+Z in a field undoes what was typed, not the project")


def panes(tap, desk):
    for key in ("F9", "shift+F9"):
        before = desk.place(desk.page())
        desk.key(key)
        wait(f"{key} to give the text the room of a pane", lambda: desk.place(desk.page()) != before)
        desk.settled(desk.page())
        desk.key(key)
        wait(f"{key} to take it again", lambda: desk.place(desk.page()) == before)
    tap.ok(True, "F9 and Shift+F9 hide and show the panes")
    desk.key("ctrl+h", "ctrl+h")
    desk.key("Escape", "ctrl+Home", "space")
    desk.key("ctrl+shift+e")
    wait("the search for the selected words", lambda: desk.reads("hits in 2 documents"))
    tap.ok(True, "Ctrl+Shift+E finds the selected words elsewhere")
    desk.key("Escape", "Escape")
    desk.key("ctrl+Home", "Tab")
    desk.press_until("ctrl+shift+r", "the editor of rules", lambda: any(
        "Save to the Project" in (node.get_name() or "") for node in desk.walk() if node.get_role_name() == "push button"))
    tap.ok(True, "Ctrl+Shift+R opens the editor of rules")
    desk.key("alt+1")


def dialogs(tap, desk):
    for key, title in (("ctrl+o", "^Open a Project$"), ("ctrl+i", "^Import Files$"), ("ctrl+shift+i", "^Import a Folder$"),
                       ("ctrl+p", "^Print$")):
        desk.press_until(key, title, lambda: desk.windows(title))
        desk.focus(title)
        desk.key("Escape")
        wait(f"{title} to go", lambda: not desk.windows(title))
        desk.focus("job")
    tap.ok(True, "each dialog opens by its key, and Escape closes it")


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "job.postil")
        make_project(postilctl, project.path, PAGES)
        with Desk(postil, project.path) as desk:
            desk.page()
            moving(tap, desk)
            parts(tap, desk, project)
            panes(tap, desk)
            dialogs(tap, desk)
            desk.quit(tap)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
