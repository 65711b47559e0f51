#!/usr/bin/python3
# gui_export.py - the export dialog by keyboard alone: format, what does not fit, first case, profile, file, and again
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_export.py POSTIL POSTILCTL, under with-display"""
import json
import subprocess
import sys

from desk import Atspi, Desk, Missing, Project, Tap, screenshot, tell, text_of, wait

CALM = "The calm page\n\nNothing overlaps here. Mara Lind was in Oslo.\n"
BUSY = "The busy page\n\nMara Lind denied that she had opened the sluice at night.\n"


def span(text, words, label, number):
    start = text.index(words)
    return {"id": f"s{number}", "start": start, "end": start + len(words), "label": label, "text": words, "note": "why?"}


def make_project(postilctl, folder, path):
    lines = [
        {"id": "calm", "text": CALM, "spans": [span(CALM, "Mara Lind", "Person", 1)]},
        {"id": "busy", "text": BUSY, "spans": [span(BUSY, "Mara Lind denied that she had opened the sluice", "Denial", 2),
                                               span(BUSY, "Mara Lind", "Person", 3), span(BUSY, "slui", "Event", 4),
                                               {"id": "s5", "start": 900, "end": 909, "label": "Person", "text": "Mara Lynd"}]},
    ]
    source = folder / "in.jsonl"
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    subprocess.run([postilctl, "new", path], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([postilctl, "import", path, source], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def choose_format(desk, letters, title):
    desk.key("Return")
    wait("the list of formats", lambda: desk.find("entry", "Choose a format") or desk.find("text", "Choose a format"))
    screenshot("export-formats.png")
    desk.type(letters)
    wait(f"{title} to be found", lambda: desk.find("list item", title))
    desk.key("Return")
    wait(f"{title} in its row", lambda: desk.reads(title))


def choose_instead(desk, arrow, words):
    """By the list that Enter opens on the choice, a window of its own; until a row has @words. (A key that comes before the list
    has its rows is lost.)"""
    for _ in range(12):
        wait("the focus on the choice", lambda: "Instead" in focused(desk))
        windows = len(desk.windows(""))
        desk.key("Return")
        wait("the choices", lambda: len(desk.windows("")) > windows)
        screenshot("export-policy.png")
        desk.key(arrow, "Return")
        try:
            return wait(words, lambda: any(words in (node.get_name() or "") for node in desk.walk()), patience=5)
        except Missing:
            continue
    raise Missing(words)


def choose_the_shortest(tap, desk):
    """Of spans that overlap, by the choice below the row, and back."""
    desk.key("Tab", "Tab", "Tab", "Down")
    choose_instead(desk, "Down", "1 span that overlaps another one")
    tap.ok(True, "what is done instead can be chosen")
    choose_instead(desk, "Up", "2 spans that overlap another one")
    wait("the focus on the choice again", lambda: "Instead" in focused(desk))
    desk.key("Up")


def find_the_first_case(tap, desk):
    desk.key("ctrl+e")
    desk.focus("^Export$")
    wait("all of it to fit", lambda: desk.reads("All of it fits.") or desk.reads("This does not fit"))
    screenshot("export.png")
    choose_format(desk, "conll-20", "CoNLL-2003")
    row = wait("what does not fit", lambda: next(
        (node for node in desk.walk() if node.get_role_name() == "list item" and "overlap" in (node.get_name() or "")), None))
    tap.ok("2 spans that overlap another one" in row.get_name(), "what does not fit is counted", row.get_name())
    wait("the preview to be in columns", lambda: "B-Person" in (text_of(desk.see("text", "First rows of the export")) or ""))
    details = wait("the row of details", lambda: next(
        (node for node in desk.walk() if "of detail" in (node.get_name() or "")), None))
    tap.ok(details is not None, "what is known of spans and documents shares a row")
    screenshot("export-losses.png")
    choose_the_shortest(tap, desk)
    wait("the focus on the first loss", lambda: "overlap" in focused(desk))
    desk.key("Return")
    wait("the dialog to go", lambda: not desk.windows("^Export$"))
    desk.focus("job")
    desk.forget_page()
    wait("the page with the first case", lambda: "busy page" in text_of(desk.page()))
    wait("the span as the current one", lambda: desk.caret() == BUSY.index("Mara"))
    tap.ok(True, "Enter on it shows the first case in its document")


def down_to(desk, words):
    """By the arrow, row by row."""
    for _ in range(30):
        if words in focused(desk):
            return
        before = focused(desk)
        desk.key("Down")
        wait("the next row", lambda before=before: focused(desk) != before)
    raise Missing(words)


def open_a_detail(tap, desk):
    """The details are rows within a row; Enter opens that, and on one of them goes to its first case."""
    desk.key("ctrl+shift+s")
    desk.focus("^Export$")
    choose_format(desk, "conll-20", "CoNLL-2003")
    wait("the row of details", lambda: any("of detail" in (node.get_name() or "") for node in desk.walk()))
    desk.key("Tab", "Tab", "Tab")
    down_to(desk, "of detail")
    def times():
        return any("When 2 spans were made" in (node.get_name() or "") for node in desk.walk())

    tap.ok(not times(), "details are folded at first")
    desk.key("Return")
    wait("the details", times)
    tap.ok(desk.windows("^Export$"), "Enter unfolds them and exports nothing")
    down_to(desk, "When 2 spans were made")
    screenshot("export-details.png")
    desk.key("Return")
    wait("the dialog to go", lambda: not desk.windows("^Export$"))
    desk.focus("job")
    desk.forget_page()
    wait("the page with the first case", lambda: "calm page" in text_of(desk.page()))
    wait("its span as the current one", lambda: desk.caret() == CALM.index("Mara Lind"))
    tap.ok(True, "Enter on a detail shows its first case, and the span is the current one")


def place_what_has_no_place(tap, desk):
    """Of a span that stands nowhere, Enter opens the list of such spans."""
    desk.key("ctrl+shift+s")
    desk.focus("^Export$")
    row = wait("the span without a place", lambda: next(
        (node for node in desk.walk() if node.get_role_name() == "list item" and "without a place" in (node.get_name() or "")), None))
    desk.key("Tab", "Tab", "Tab")
    down_to(desk, "without a place")
    desk.key("Return")
    wait("their list", lambda: desk.windows("^Spans Without a Place$"))
    desk.focus("^Spans Without a Place$")
    tap.ok(row is not None and not desk.windows("^Export$"), "Enter on spans without a place opens their list")
    desk.key("Escape")
    wait("the list to go", lambda: not desk.windows("^Spans Without a Place$"))
    desk.focus("job")


def focused(desk):
    for node in desk.walk():
        if node.get_state_set().contains(Atspi.StateType.FOCUSED) and node.get_role_name() in ("list item", "combo box"):
            return node.get_name() or ""
    return ""


def save_a_profile(tap, desk, project):
    desk.key("ctrl+shift+s")
    desk.focus("^Export$")
    choose_format(desk, "conll-20", "CoNLL-2003")
    desk.key("Down")
    desk.press_until("Return", "the profile's menu", lambda: desk.find("menu item", "Save As…"))
    desk.press_until("Return", "a name to be asked for", lambda: next((node for node in desk.walk()
                     if node.get_name() == "Name of the profile" and node.get_role_name() in ("text", "entry")), None))
    desk.focus("")
    desk.type("for the trainer")
    screenshot("export-profile.png")
    desk.key("Return")
    wait("the profile in the project", lambda: "for the trainer" in (project.rows(
        "SELECT value FROM setting WHERE name = 'export-profiles'") or [[""]])[0][0])
    tap.ok(True, "the project remembers a profile")


def write_the_file(tap, desk, target):
    desk.focus("^Export$")
    desk.key("alt+e")
    desk.save_as("^Export To$", target)
    wait("the exported file", target.is_file)
    desk.focus("job")
    wait("the toast that names file and proof",
         lambda: desk.reads(f"{target.name}: 2 spans written and read back"))
    screenshot("export-toast.png")
    tap.ok("B-Person" in target.read_text(encoding="utf-8"), "the file is there")
    losses = json.loads((target.parent / (target.name + ".loss.json")).read_text(encoding="utf-8"))
    tap.ok(any(loss["kind"] == "overlap" for loss in losses["losses"]), "and beside it what did not fit", losses)


def again(tap, desk, project, target):
    target.unlink()
    desk.key("ctrl+e")
    wait("the file to be there again", target.is_file)
    tap.ok(not desk.windows("^Export"), "Ctrl+E writes it once more and asks nothing")


LONG = "The clerk denied on Monday that Mara Lind had opened the sluice below Ashmere at night. " * 5


def write_pages(path, n):
    with open(path, "w", encoding="utf-8") as file:
        for i in range(n):
            file.write(json.dumps({"id": f"p{i}", "text": LONG, "spans": [span(LONG, "Mara Lind", "Person", 1)]}) + "\n")


def enter_toggles(tap, desk):
    """Enter on a row with a switch is about the switch; it is no order to export."""
    for _ in range(20):
        if focused(desk).startswith("Only documents that are done"):
            break
        before = [focused(desk)]
        desk.key("Tab")
        wait("the next stop", lambda before=before: desk.windows("^Export$") and [focused(desk)] != before or focused(desk) == "")
    desk.key("Return")
    wait("the switch on", lambda: any("Only documents that are done" in (node.get_name() or "") and node.get_role_name() != "list item"
                                      and node.get_state_set().contains(Atspi.StateType.CHECKED) for node in desk.walk()))
    desk.key("Return")
    tap.ok(not desk.windows("^Export To$"), "Enter on a row with a switch turns it, and exports nothing")


def stop_in_the_middle(tap, postil, postilctl, folder):
    """An export and an import that take a while, stopped on their way."""
    project, place = Project(folder / "long.postil"), folder / "out"
    write_pages(folder / "some.jsonl", 4000)
    write_pages(folder / "many.jsonl", 20000)
    place.mkdir()
    subprocess.run([postilctl, "new", project.path], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([postilctl, "import", project.path, folder / "some.jsonl"], check=True, stdout=subprocess.DEVNULL)
    with Desk(postil, project.path) as desk:
        desk.page()
        desk.press_until("ctrl+shift+s", "the export dialog", lambda: desk.windows("^Export$"))
        desk.focus("^Export$")
        choose_format(desk, "xmi", "UIMA XMI, zipped")
        enter_toggles(tap, desk)
        desk.key("alt+e")
        desk.save_as("^Export To$", place / "long.zip")
        desk.focus("^Exporting to long.zip$")
        screenshot("export-progress.png")
        desk.key("Escape")
        wait("a word about it", lambda: desk.reads("Stopped; no file was written."))
        wait("the progress to go", lambda: not desk.windows("^Exporting"))
        screenshot("export-stopped.png")
        tap.equal([path.name for path in place.iterdir()], [], "Escape stops an export and leaves no file, finished or not")
        desk.focus("^Export$")
        desk.key("Escape")
        wait("the dialog to go", lambda: not desk.windows("^Export$"))
        desk.focus("long")
        before = project.value("SELECT count (*) FROM document")
        desk.press_until("ctrl+i", "the dialog that asks for files", lambda: desk.windows("^Import Files$"))
        desk.focus("^Import Files$")
        desk.key("ctrl+l")
        desk.type(str(folder / "many.jsonl"))
        desk.press_until("Return", "the import", lambda: desk.windows("^Importing$"))
        desk.focus("^Importing$")
        screenshot("import-progress.png")
        desk.key("Escape")
        wait("a word about it", lambda: desk.reads("Stopped; nothing was imported"))
        tap.equal((before, project.value("SELECT count (*) FROM document")), (4000, 4000), "Escape stops an import, of which nothing stays")
        tap.equal(project.rows("PRAGMA quick_check"), [("ok",)], "and the file is sound")
        desk.focus("long")
        desk.key("ctrl+q")
        tap.equal(desk.ended(), 0, "the program ends well")


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "job.postil")
        target = folder / "out.conll"
        make_project(postilctl, folder, project.path)
        with Desk(postil, project.path) as desk:
            desk.page()
            find_the_first_case(tap, desk)
            open_a_detail(tap, desk)
            place_what_has_no_place(tap, desk)
            save_a_profile(tap, desk, project)
            write_the_file(tap, desk, target)
            again(tap, desk, project, target)
            desk.quit(tap)
        stop_in_the_middle(tap, postil, postilctl, folder)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
