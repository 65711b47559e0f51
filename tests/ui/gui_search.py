#!/usr/bin/python3
# gui_search.py - the search page: hits of all documents, ticked, tagged and untagged in one step, by keyboard alone
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_search.py POSTIL POSTILCTL, under with-display"""
import subprocess
import sys

from desk import Desk, Project, Tap, screenshot, tell, text_of, wait

PAGES = {
    "first.txt": "The first page\n\nThe sluice gate was shut on Monday. Nobody shut the gate before.\n",
    "second.txt": "The second page\n\nA gate is no door. The Gatekeeper said so.\n",
}


def make_project(postilctl, folder, path):
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    subprocess.run([postilctl, "new", path], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([postilctl, "import", path, *(folder / name for name in PAGES)], check=True, stdout=subprocess.DEVNULL)


def look_for(tap, desk):
    desk.key("ctrl+shift+f")
    wait("the search page", lambda: desk.find("entry", "Search all documents"))
    desk.type("gate")
    wait("three hits", lambda: desk.reads("3 hits in 2 documents"))
    screenshot("search.png")
    tap.ok(True, "words are found in all documents, with a count")


def tag_all(tap, desk, project):
    desk.key("Return")
    desk.press_until("ctrl+a", "three ticks", lambda: desk.reads("3 ticked"))
    desk.key(project.key_of("Product").lower())
    wait("three spans", lambda: len(project.spans("kept")) == 3)
    tap.equal({(label, words) for _, label, words in project.spans("kept")}, {("Product", "gate")},
              "a label's key tags all ticked hits")
    screenshot("search-tagged.png")
    before = project.rows("SELECT * FROM reading")
    desk.key("d", "x", "a", "Delete")
    wait("Delete to untag the ticked hits", lambda: not project.spans("kept"))
    tap.equal(project.rows("SELECT * FROM reading"), before, "keys of the document out of sight do nothing to it")
    desk.key("ctrl+z")
    wait("the spans to be back", lambda: len(project.spans("kept")) == 3)
    desk.key("ctrl+z")
    wait("all of them to go", lambda: not project.spans("kept"))
    tap.ok(True, "and that is one undo step")


def leave(tap, desk):
    desk.key("ctrl+shift+f")
    desk.type("\"no door\"")
    wait("one hit", lambda: desk.reads("1 hit in 1 document"))
    desk.key("Return")
    desk.key("Return")
    desk.forget_page()
    wait("the second page with its hit selected", lambda: desk.selected_words() == "no door")
    tap.ok("Gatekeeper" in text_of(desk.page()), "Enter on a hit opens its document there")


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "job.postil")
        make_project(postilctl, folder, project.path)
        with Desk(postil, project.path) as desk:
            desk.page()
            look_for(tap, desk)
            tag_all(tap, desk, project)
            leave(tap, desk)
            desk.key("ctrl+q")
            tap.equal(desk.ended(), 0, "the program ends well")
            tap.equal(desk.said(), [], "and it had nothing to complain about")

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
