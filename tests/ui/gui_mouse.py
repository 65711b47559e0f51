#!/usr/bin/python3
# gui_mouse.py - the same job by mouse: double-click, drag, palette, review buttons, undo, export
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_mouse.py POSTIL POSTILCTL, under with-display"""
import json
import subprocess
import sys

from desk import Atspi, Desk, Missing, Project, Tap, documents, screenshot, tell, text_of, wait


def make_project(postilctl, path):
    subprocess.run([postilctl, "new", path], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([postilctl, "import", path, *documents()], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([postilctl, "suggest", path], check=True, stdout=subprocess.DEVNULL)


def page_box(desk):
    """The page's corner and size on the screen."""
    box = Atspi.Component.get_extents(desk.page(), Atspi.CoordType.WINDOW)
    left, top = desk.origin()
    return left + box.x, top + box.y, box.width, box.height


def double_click_a_word(desk):
    """Down the middle of the page until a word of letters is hit; which one does not matter."""
    left, top, width, height = page_box(desk)
    for step in range(8, 40):
        desk.click_at(left + width // 2, top + step * 12, times=2)
        try:
            words = wait("a word to be selected", desk.selected_words, patience=1)
        except Missing:
            continue
        if words.isalpha() and len(words) > 3:
            return words
    raise Missing("a double click never selected a word")


def button(desk, name):
    return desk.see("push button", name)


def tag_by_palette(tap, desk, project):
    words = double_click_a_word(desk)
    tap.ok(words in text_of(desk.page()), f"a double click selects a word ({words})")
    desk.click(button(desk, "Denial"))
    wait("the Denial in the database", lambda: project.spans("kept", hand=True))
    tap.equal([(label, said) for _, label, said in project.spans("kept", hand=True)], [("Denial", words)],
              "a click on the palette tags exactly this word")
    wait("the inspector to show it", lambda: desk.reads("Marked by hand"))
    tap.ok(True, "the inspector tells where it comes from")


def drag_a_passage(tap, desk, project):
    left, top, width, _ = page_box(desk)
    for step in range(10, 40):
        y = top + step * 12
        desk.drag(left + width // 3, y, left + width * 2 // 3, y)
        try:
            words = wait("a passage to be selected", desk.selected_words, patience=1)
        except Missing:
            continue
        if " " in words.strip():
            break
    tap.ok(" " in words.strip(), "dragging selects words", words)
    desk.click(button(desk, "Threat"))
    wait("the Threat in the database", lambda: any(label == "Threat" for _, label, _ in project.spans("kept", hand=True)))
    tap.ok(("Threat", words) in [row[1:] for row in project.spans("kept", hand=True)], "and the palette tags them", words)


def label_first(tap, desk, project):
    """As in tools where the label comes before the words: it stays until Escape, also over a second choice."""
    left, top, width, _ = page_box(desk)

    def counted(label):
        return sum(name == label for _, name, _ in project.spans("kept", hand=True))

    def drag_until(label, want):
        for step in range(12, 40):
            desk.drag(left + width // 4, top + step * 12, left + width // 2, top + step * 12)
            try:
                return wait("a span", lambda: counted(label) >= want, patience=1)
            except Missing:
                continue
        raise Missing(f"dragging never made a {label}")

    desk.key("Escape", "Escape")
    desk.click(button(desk, "Event"))
    wait("to be told", lambda: desk.reads("Event: what the mouse selects"))
    drag_until("Event", 1)
    desk.click(button(desk, "Work"))
    drag_until("Work", 1)
    tap.equal((counted("Event"), counted("Work")), (1, 1), "a label that was clicked first is given to what is dragged, and to no more")
    screenshot("mouse-armed.png")
    desk.key("Escape")
    before = len(project.spans("kept", hand=True))
    for step in range(20, 30):
        desk.drag(left + width // 4, top + step * 12, left + width // 2, top + step * 12)
    wait("a selection", desk.selected_words)
    tap.equal(len(project.spans("kept", hand=True)), before, "Escape puts it down: then dragging only selects")
    desk.key("ctrl+z", "ctrl+z")
    wait("both to be undone", lambda: counted("Event") + counted("Work") == 0)
    desk.key("Escape", "Escape")


def drag_exactly(tap, desk):
    """Both ways over the same stretch of a line, until its ends lie within words."""
    left, top, width, _ = page_box(desk)
    for step in range(10, 40):
        place = left + width // 3, top + step * 12, left + width // 2, top + step * 12
        chosen = []
        for hold in ("alt", None):
            desk.key("Escape")
            desk.drag(*place, hold=hold)
            try:
                chosen.append(wait("a passage to be selected", desk.selection, patience=1))
            except Missing:
                break
        if len(chosen) == 2 and chosen[0] != chosen[1]:
            break
    exact, whole = chosen
    tap.ok(whole[0] <= exact[0] and exact[1] <= whole[1], "dragging takes whole words, with Alt the very characters", chosen)
    words = text_of(desk.page())[max(0, whole[0] - 1):whole[1] + 1]
    tap.ok(not words[1:2].isspace() and not (words[0].isalnum() and words[1].isalnum()), "and whole words begin where words do", words)
    desk.key("Escape")


def review_by_buttons(tap, desk, project):
    desk.click(button(desk, "Review"))
    accept = button(desk, "Accept")
    wait("a current suggestion", lambda: desk.enabled(accept))
    desk.settled(accept)
    desk.click(accept)
    wait("an accepted suggestion", lambda: len(project.spans("kept", hand=False)) == 1)
    tap.ok(True, "Accept accepts one")
    reject = button(desk, "Reject")
    desk.settled(reject)
    desk.click(reject)
    wait("a rejected suggestion", lambda: len(project.spans("rejected")) == 1)
    tap.ok(True, "Reject rejects one")
    screenshot("mouse-review.png")
    desk.click(button(desk, "Undo"))
    wait("the rejection to be undone", lambda: not project.spans("rejected"))
    desk.click(button(desk, "Redo"))
    wait("the rejection to be redone", lambda: len(project.spans("rejected")) == 1)
    tap.ok(True, "the header's Undo and Redo work")


def choose_document(tap, desk, project):
    first = text_of(desk.page())
    rows = [node for node in desk.walk(desk.see("list", "Documents")) if node.get_role_name() == "list item"]
    desk.click(rows[1])
    desk.forget_page()
    wait("the second document", lambda: text_of(desk.page()) not in (None, "", first))
    tap.ok(True, "a click in the list shows another document")


def export(tap, desk, project, folder):
    target = folder / "out.jsonl"
    desk.click(button(desk, "Main menu"))
    desk.click_menu("Export…")
    desk.focus("^Export$")
    wait("the preview", lambda: text_of(desk.see("text", "First rows of the export")))
    screenshot("mouse-export.png")
    desk.key("alt+e")
    desk.save_as("^Export To$", target)
    wait("the exported file", target.is_file)
    tap.ok(target.stat().st_size > 0, "the menu's Export writes a file")


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "job.postil")
        make_project(postilctl, project.path)
        with Desk(postil, project.path) as desk:
            tag_by_palette(tap, desk, project)
            drag_a_passage(tap, desk, project)
            label_first(tap, desk, project)
            drag_exactly(tap, desk)
            review_by_buttons(tap, desk, project)
            choose_document(tap, desk, project)
            export(tap, desk, project, folder)
            desk.focus("job")
            desk.click(button(desk, "Close"))
            tap.equal(desk.ended(), 0, "the close button ends the program well")
            tap.equal(desk.said(), [], "and it had nothing to complain about")
        done = subprocess.run([postilctl, "export", project.path, "--format", "jsonl", "-o", "-"], capture_output=True, text=True)
        spans = [span["label"] for line in done.stdout.splitlines() for span in json.loads(line)["spans"]]
        tap.ok("Denial" in spans and "Threat" in spans, "postilctl sees what the mouse did", done.stderr)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
