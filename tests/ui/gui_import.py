#!/usr/bin/python3
# gui_import.py - files checked, then imported, with a report; spans without a place placed and dismissed, by keyboard alone
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_import.py POSTIL POSTILCTL, under with-display"""
import json
import subprocess
import sys

from pathlib import Path

from desk import Atspi, Desk, Missing, Project, Tap, screenshot, tell, text_of, wait, xdotool

GOOD = "The good page\n\nMara Lind was in Oslo.\n"
ODD = "The odd page\n\nThe minister denied that the sluice had been opened. Nobody asked Mara Lind at the time.\n"
WAITING = "SELECT count(*) FROM unaligned WHERE dismissed = 0"


def write_files(folder):
    lines = [
        json.dumps({"id": "good", "text": GOOD, "spans": [{"start": 15, "end": 24, "label": "Person", "text": "Mara Lind"}]}),
        "{\"id\": \"bad\", \"text\": ",
        json.dumps({"id": "odd", "text": ODD, "spans": [
            {"start": 700, "end": 709, "label": "Person", "text": "Mara Lind"},
            {"start": 900, "end": 940, "label": "Denial", "text": "the minister denies that the sluice had been opened"}]}),
    ]
    path = folder / "marked.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def report(desk):
    return text_of(desk.see("text", "Report")) or ""


def check_first(tap, desk, project, path):
    desk.key("ctrl+alt+i")
    desk.focus("^Check Files Without Importing$")
    desk.key("ctrl+l")
    desk.type(str(path))
    desk.press_until("Return", "the report of the check", lambda: desk.windows("^Import, Checked$"))
    desk.focus("^Import, Checked$")
    words = wait("the report of the check", lambda: report(desk))
    screenshot("import-checked.png")
    tap.ok("Refused, line 2:" in words, "what would be refused is told with its line", words)
    tap.ok(desk.reads("Nothing was changed yet. It would be: 2 documents added"), "with what would come in")
    tap.equal(project.value("SELECT count(*) FROM document"), 0, "and nothing came in")


def import_it(tap, desk, project):
    desk.key("Return")
    wait("two documents", lambda: project.value("SELECT count(*) FROM document") == 2)
    desk.focus("^Import Report$")
    words = wait("the report", lambda: report(desk))
    screenshot("import-report.png")
    tap.ok("marked.jsonl" in words and "To be placed, line 3:" in words, "the report goes file by file and line by line", words)
    tap.equal(project.value(WAITING), 2, "what has no place waits")


def focused_row(desk):
    for node in desk.walk():
        if node.get_role_name() == "list item" and node.get_state_set().contains(Atspi.StateType.FOCUSED):
            return node.get_name() or ""
    return ""


def place_them(tap, desk, project):
    desk.key("alt+p")
    desk.focus("^Spans Without a Place$")
    wait("the first place", lambda: "Mara Lind" in focused_row(desk) or "sluice" in focused_row(desk))
    screenshot("unaligned.png")
    first = "Mara Lind" if "Nobody asked" in focused_row(desk) else "The minister denied that the sluice had been opened"
    desk.key("Return")
    wait("one span less to place", lambda: project.value(WAITING) == 1)
    tap.ok(first in [words for _, _, words in project.spans("kept")], "Enter places a span where the row says",
           project.spans("kept"))
    desk.key("ctrl+z")
    wait("both to wait again", lambda: project.value(WAITING) == 2)
    tap.ok(first not in [words for _, _, words in project.spans("kept") if words == first and len(project.spans("kept")) > 1],
           "Ctrl+Z takes it back")
    wait("the first place again", lambda: focused_row(desk))
    desk.key("Return")
    wait("one span less to place", lambda: project.value(WAITING) == 1)
    wait("the other span's first place", lambda: focused_row(desk))
    desk.key("Delete")
    wait("none to wait", lambda: project.value(WAITING) == 0)
    tap.equal(project.value("SELECT count(*) FROM unaligned WHERE dismissed = 1"), 1, "Delete dismisses one")
    screenshot("unaligned-none.png")
    desk.key("Escape")


def take_it_back(tap, desk, project):
    """The import, the placing and the dismissing, each in one step, in the window."""
    everything = [f"SELECT count (*) FROM {table}" for table in ("document", "span", "unaligned")]
    tap.equal(project.value("SELECT count (*) FROM edit WHERE state = 0"), 3, "the import is one step among those that placed and dismissed")
    wait("the place of the span and its list taken back", lambda: (desk.key("ctrl+z"), project.value("SELECT count (*) FROM document") == 0)[1])
    tap.equal([project.value(sql) for sql in everything], [0, 0, 0], "Ctrl+Z takes back all that an import brought, in one step")
    desk.key("ctrl+shift+z")
    wait("the documents again", lambda: project.value("SELECT count (*) FROM document") == 2)
    tap.equal(project.value(WAITING), 2, "and Ctrl+Shift+Z brings it all again")


def say_the_encoding(tap, desk, project, folder):
    """Of a text that would be taken for another one."""
    page = folder / "old.txt"
    page.write_bytes("\u0401\u043b\u043a\u0430.\n".encode("koi8-r"))
    desk.key("ctrl+i")
    desk.focus("^Import Files$")
    choices = wait("the choices", lambda: [node for node in desk.walk() if node.get_role_name() == "combo box"][-2:])
    desk.click(choices[0])
    wait("the encodings", lambda: desk.reads("KOI8-R"))
    desk.key(*["Down"] * 6)
    desk.key("Return")
    screenshot("import-encoding.png")
    desk.key("ctrl+l")
    desk.type(str(page))
    desk.press_until("Return", "the text", lambda: project.value("SELECT count(*) FROM document WHERE key = 'old.txt'") == 1)
    tap.equal(project.value("SELECT text FROM document WHERE key = 'old.txt'"), "\u0401\u043b\u043a\u0430.\n",
              "a text comes in by the encoding that is said of it")


def drag_until(desk, x0, y0, x1, y1, ask):
    """Between two programs, which have to answer each other at every step; on a busy machine once is not always enough."""
    for steps in (20, 40, 80):
        desk.point_at(x0, y0)
        xdotool("mousedown", 1)
        for i in range(1, steps + 1):
            desk.point_at(x0 + (x1 - x0) * i // steps, y0 + (y1 - y0) * i // steps)
            xdotool("getmouselocation")
        xdotool("mouseup", 1)
        try:
            return wait("the drop", ask, patience=10)
        except Missing:
            continue
    raise Missing("a dropped file never came in")


def drop_a_file(tap, desk, project, folder):
    """From another program's window, which has to be moved beside ours."""
    page = folder / "dropped.txt"
    page.write_text("The dropped page\n\nIt came by mouse.\n", encoding="utf-8")
    script = Path(__file__).with_name("drag_source.py")
    with subprocess.Popen(["/usr/bin/python3", str(script), str(page)], stderr=subprocess.DEVNULL) as other:
        try:
            window = wait("the other program", lambda: xdotool("search", "--onlyvisible", "--name", "^Drag source$").stdout.split())[-1]
            xdotool("windowmove", window, 1210, 100)
            wait("it to be beside", lambda: desk.geometry(window)[:2] == [1210, 100])
            drag_until(desk, 1310, 150, 600, 400, lambda: project.value("SELECT count(*) FROM document WHERE key = 'dropped.txt'") == 1)
            tap.ok(True, "a file that is dropped on the window comes in")
        finally:
            other.kill()


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "job.postil")
        subprocess.run([postilctl, "new", project.path], check=True, stdout=subprocess.DEVNULL)
        path = write_files(folder)
        with Desk(postil, project.path) as desk:
            check_first(tap, desk, project, path)
            import_it(tap, desk, project)
            place_them(tap, desk, project)
            desk.focus("job")
            take_it_back(tap, desk, project)
            say_the_encoding(tap, desk, project, folder)
            desk.focus("job")
            drop_a_file(tap, desk, project, folder)
            desk.focus("job")
            desk.quit(tap)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
