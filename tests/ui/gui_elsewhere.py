#!/usr/bin/python3
# gui_elsewhere.py - the names of a project, from mention to mention, and the same statement in other documents
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_elsewhere.py POSTIL POSTILCTL, under with-display"""
import subprocess
import sys

from desk import Desk, Project, Tap, make_project, screenshot, tell, text_of, wait

PAGES = {
    "first.txt": "Ferry board meets\n\n"
                 "Ilse Vandermeer chairs the board of Rotterdam. Vandermeer told the court:"
                 " \"We will never pay the families of the drowned crew a single cent.\"\n",
    "second.txt": "Court hears the ferry case\n\n"
                  "The chairwoman, Ilse Vandermeer, was heard on Monday. She repeated:"
                  " \"The families of the drowned crew we will never pay a cent.\"\n",
    "third.txt": "Weather\n\nIt rained in Oslo.\n",
}


def shows(desk, words):
    desk.forget_page()
    return words in (text_of(desk.page()) or "")


def names(tap, desk):
    desk.key("ctrl+shift+k")
    wait("the names of the project", lambda: desk.reads("3 mentions"))
    desk.type("vander")
    wait("one name to be left", lambda: not desk.find("label", "Oslo"))
    screenshot("elsewhere-names.png")
    desk.key("Return")
    wait("its documents in the list", lambda: desk.reads("2 documents match"))
    tap.ok(shows(desk, "Ferry board meets"), "a name that is chosen shows its first mention, and the list its documents")
    wait("what the inspector knows of it", lambda: desk.reads("3 mentions in 2 documents"))
    tap.ok(desk.reads("Also: Vandermeer"), "the inspector says by which names it goes")
    screenshot("elsewhere-name.png")
    desk.key("m")
    desk.key("m")
    wait("the mention in the second page", lambda: shows(desk, "Court hears"))
    desk.key("m")
    wait("the first mention again", lambda: shows(desk, "Ferry board meets"))
    desk.key("shift+m")
    wait("the one before", lambda: shows(desk, "Court hears"))
    tap.ok(True, "M and Shift+M go from mention to mention, across documents")
    desk.click_until(lambda: desk.find("push button", "List all documents"), "all documents",
                     lambda: desk.reads("3 documents"))
    tap.ok(True, "all documents are listed again")


def repeats(tap, desk, project):
    tap.ok(project.rows("SELECT * FROM relation r JOIN label l ON l.id = r.label WHERE l.name = 'repeats'"),
           "the two sentences were found to say the same")
    desk.key("ctrl+f", "ctrl+a")
    desk.type("families")
    wait("the hit", lambda: desk.selected_words() == "families")
    desk.key("Escape", "Escape")
    desk.key("ctrl+Home")

    def of_other_page():
        return next((node for node in desk.walk() if node.get_role_name() == "push button"
                     and node.get_name().startswith("Also in ")), None)
    for _ in range(12):
        desk.key("Tab")
        try:
            wait("the statement elsewhere", of_other_page, patience=2)
            break
        except AssertionError:
            continue
    button = wait("the statement elsewhere", of_other_page)
    tap.ok("Other words: single" in button.get_name(), "it is shown with the words that differ", button.get_name())
    screenshot("elsewhere-repeat.png")
    desk.click_until(of_other_page, "the first page", lambda: shows(desk, "Ferry board meets"))
    tap.ok(True, "a click goes there")


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "job.postil")
        make_project(postilctl, project.path, PAGES)
        subprocess.run([postilctl, "suggest", project.path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with Desk(postil, project.path) as desk:
            desk.page()
            names(tap, desk)
            repeats(tap, desk, project)
            desk.quit(tap)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
