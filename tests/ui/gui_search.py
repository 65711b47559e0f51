#!/usr/bin/python3
# gui_search.py - the search page: hits of all documents, ticked, tagged and untagged in one step, by keyboard alone
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_search.py POSTIL POSTILCTL, under with-display"""
import sys

from desk import Desk, Project, Tap, make_project, screenshot, tell, text_of, wait

PAGES = {
    "first.txt": "The first page\n\nThe sluice gate was shut on Monday. Nobody shut the gate before.\n",
    "second.txt": "The second page\n\nA gate is no door. The Gatekeeper said so.\n",
}


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


def facets(tap, desk, project):
    """One hit is tagged; the facets count it, and a click shows it or the others."""
    desk.key("ctrl+shift+f", "ctrl+a")
    desk.type("gate")
    wait("three hits", lambda: desk.reads("3 hits in 2 documents"))
    desk.key("Return")
    desk.press_until("space", "one tick", lambda: desk.reads("1 ticked"))
    desk.key(project.key_of("Event").lower())
    wait("a span", lambda: len(project.spans("kept")) == 1)
    wait("the row to say so", lambda: desk.reads("✓ Event"))
    tap.ok(True, "a hit that is tagged says with what")
    button = lambda name: lambda: desk.find("push button", name)
    desk.click_until(button("Event, 1 hit"), "one hit", lambda: desk.reads("1 hit in 1 document (of 3)"))
    screenshot("search-facet.png")
    desk.click_until(button("Event, 1 hit"), "all hits", lambda: desk.reads("3 hits in 2 documents"))
    desk.click_until(button("No label, 2 hits"), "the others", lambda: desk.reads("2 hits in 2 documents (of 3)"))
    desk.click_until(button("No label, 2 hits"), "all hits", lambda: desk.reads("3 hits in 2 documents"))
    tap.ok(True, "a click on a label narrows the hits, and widens them again")
    desk.click_until(button("All documents…"), "the documents", lambda: desk.reads("2 hits"))
    desk.type("second")
    wait("that one", lambda: desk.reads("1 hit") and not desk.reads("2 hits"))
    desk.key("Return")
    wait("its hit", lambda: desk.reads("1 hit in 1 document (of 3)"))
    screenshot("search-facet-document.png")
    desk.click_until(button("Hits of all documents"), "the hits of all", lambda: desk.reads("3 hits in 2 documents"))
    tap.ok(True, "and so does the choice of a document")
    desk.key("ctrl+alt+l")
    wait("the labels", lambda: desk.reads("Any label, or none"))
    desk.type("Event")
    desk.key("Return")
    wait("the one document with it", lambda: desk.reads("1 document matches"))
    screenshot("search-list-label.png")
    desk.click_until(button("Documents with any label, or none"), "all documents",
                     lambda: desk.find("push button", "Any label…"))
    tap.ok(True, "the list shows the documents with a label, and all again")
    desk.key("ctrl+z")
    wait("the span to go", lambda: not project.spans("kept"))
    wait("the row to say nothing", lambda: not desk.reads("✓ Event"))
    tap.ok(True, "an undone tag is gone from its row")


def leave(tap, desk):
    desk.key("ctrl+shift+f", "ctrl+a")
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
        make_project(postilctl, project.path, PAGES)
        with Desk(postil, project.path) as desk:
            desk.page()
            look_for(tap, desk)
            tag_all(tap, desk, project)
            facets(tap, desk, project)
            leave(tap, desk)
            desk.quit(tap)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
