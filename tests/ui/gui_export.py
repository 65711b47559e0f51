#!/usr/bin/python3
# gui_export.py - the export dialog by keyboard alone: format, what does not fit, first case, profile, file, and again
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_export.py POSTIL POSTILCTL, under with-display"""
import json
import subprocess
import sys

from desk import Atspi, Desk, Project, Tap, screenshot, tell, text_of, wait

CALM = "The calm page\n\nNothing overlaps here. Mara Lind was in Oslo.\n"
BUSY = "The busy page\n\nMara Lind denied that she had opened the sluice at night.\n"


def span(text, words, label, number):
    start = text.index(words)
    return {"id": f"s{number}", "start": start, "end": start + len(words), "label": label, "text": words, "note": "why?"}


def make_project(postilctl, folder, path):
    lines = [
        {"id": "calm", "text": CALM, "spans": [span(CALM, "Mara Lind", "Person", 1)]},
        {"id": "busy", "text": BUSY, "spans": [span(BUSY, "Mara Lind denied that she had opened the sluice", "Denial", 2),
                                               span(BUSY, "Mara Lind", "Person", 3), span(BUSY, "slui", "Event", 4)]},
    ]
    source = folder / "in.jsonl"
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    subprocess.run([postilctl, "new", path], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([postilctl, "import", path, source], check=True, stdout=subprocess.DEVNULL)


def choose_format(desk, letters, title):
    desk.key("Return")
    wait("the list of formats", lambda: desk.find("entry", "Choose a format") or desk.find("text", "Choose a format"))
    screenshot("export-formats.png")
    desk.type(letters)
    wait(f"{title} to be found", lambda: desk.find("list item", title))
    desk.key("Return")
    wait(f"{title} in its row", lambda: desk.reads(title))


def choose_the_shortest(tap, desk):
    """Of spans that overlap, by the choice in the row, and back."""
    desk.key("Tab", "Tab", "Tab", "Tab")
    desk.key("space", "Down", "Return")
    wait("one span less to be lost", lambda: any("1 span that overlaps another one" in (node.get_name() or "") for node in desk.walk()))
    tap.ok(True, "what is done instead can be chosen")
    wait("the focus on the row", lambda: "overlap" in focused(desk))
    desk.key("Tab", "space", "Up", "Return")
    wait("two to be lost again", lambda: any("2 spans that overlap another one" in (node.get_name() or "") for node in desk.walk()))


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


def focused(desk):
    for node in desk.walk():
        if node.get_state_set().contains(Atspi.StateType.FOCUSED) and node.get_role_name() == "list item":
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


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "job.postil")
        target = folder / "out.conll"
        make_project(postilctl, folder, project.path)
        with Desk(postil, project.path) as desk:
            desk.page()
            find_the_first_case(tap, desk)
            save_a_profile(tap, desk, project)
            write_the_file(tap, desk, target)
            again(tap, desk, project, target)
            desk.quit(tap)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
