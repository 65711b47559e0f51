#!/usr/bin/python3
# gui_labels.py - labels are added, renamed, given keys and colours, ordered, archived and merged, by keyboard
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_labels.py POSTIL POSTILCTL, under with-display"""
import sys

from desk import Desk, Project, Tap, make_project, screenshot, tell, wait

TEXT = "The first page\n\nThe sluice gate was shut on Monday. Nobody shut the gate before.\n"


def label(project, name, column):
    rows = project.rows(f"SELECT {column} FROM label WHERE name = ?", name)
    return rows[0][0] if rows else None


def names(project):
    return [row[0] for row in project.rows("SELECT name FROM label WHERE NOT archived ORDER BY position")]


def open_editor(desk):
    desk.key("ctrl+shift+l")
    wait("the label editor", lambda: desk.windows("Labels"))
    desk.focus("Labels")
    wait("its list to have the keyboard", lambda: any(desk.has_focus("list item", name) for name in ("Allegation", "Denial")))


def add(tap, desk, project):
    desk.key("ctrl+n")
    wait("a new label", lambda: "New label" in names(project))
    desk.key("ctrl+a")
    desk.type("Claim")
    desk.key("Return")
    wait("its name", lambda: "Claim" in names(project))
    tap.ok(True, "a label is added and named")
    screenshot("labels.png")


def order(tap, desk, project):
    before = names(project)
    desk.press_until("shift+Tab", "the list to have the keyboard", lambda: desk.has_focus("list item", "Claim"))
    desk.key("alt+Up")
    wait("it to move", lambda: names(project)[-2] == "Claim")
    desk.key("ctrl+z")
    wait("it to move back", lambda: names(project) == before)
    tap.ok(True, "it is moved up, and the move is undone")


def merge(tap, desk, project):
    desk.key("ctrl+m")
    wait("what will move", lambda: desk.reads("will bear the other label"))
    screenshot("labels-merge.png")
    desk.focus("")
    desk.key("alt+m")
    wait("it to be archived", lambda: label(project, "Claim", "archived") == 1)
    tap.equal(project.rows("SELECT p.name FROM label c JOIN label p ON p.id = c.parent WHERE c.name = 'Claim'"), [("Allegation",)],
              "it is merged into the chosen one")
    desk.focus("Labels")
    desk.key("ctrl+z")
    wait("it to be back", lambda: label(project, "Claim", "archived") == 0)
    tap.ok(True, "which is one step")


def archive(tap, desk, project):
    desk.key("ctrl+d")
    wait("it to be archived", lambda: label(project, "Claim", "archived") == 1)
    desk.key("ctrl+z")
    wait("it to be back", lambda: label(project, "Claim", "archived") == 0)
    tap.ok(True, "archiving is one step, too")


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "job.postil")
        make_project(postilctl, project.path, {"first.txt": TEXT})
        with Desk(postil, project.path) as desk:
            desk.page()
            open_editor(desk)
            add(tap, desk, project)
            order(tap, desk, project)
            merge(tap, desk, project)
            archive(tap, desk, project)
            desk.key("Escape")
            wait("the editor to close", lambda: not desk.windows("Labels"))
            desk.focus("")
            desk.quit(tap)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
