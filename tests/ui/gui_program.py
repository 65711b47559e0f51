#!/usr/bin/python3
# gui_program.py - a program of somebody's own that hangs, floods, dies, mumbles or came with the file, and a window that goes on
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_program.py POSTIL POSTILCTL, under with-display"""
import sqlite3
import subprocess
import sys
import time

from desk import Desk, Project, Tap, screenshot, tell, text_of, wait, make_project

PAGE = "The quiet page\n\nMara Lind paid 300 euros in Oslo. Nobody asked her about it. She kept the bill for a year.\n"
RULE = """pack: own
rules:
  - name: paid
    label: Denial
    scope: match
    score: 0.9
    pattern: paid
    match:
      - "She [paid] it."
"""

PROGRAMS = {
    # Reads nothing, says nothing, and has a child that does the same.
    "hangs.py": """
import os, subprocess, sys, time
child = subprocess.Popen(["sleep", "600"])
open("PLACE/pids.new", "w").write(f"{os.getpid()} {child.pid}")
os.rename("PLACE/pids.new", "PLACE/pids")
time.sleep(600)
""",
    # A gigabyte, in lines that are JSON, so that each of them is read.
    "floods.py": """
import sys
line = b'{"comment": "' + b'x' * (1 << 20) + b'"}\\n'
for i in range(1 << 10):
    sys.stdout.buffer.write(line)
""",
    "floods-in-a-line.py": """
import sys
for i in range(1 << 10):
    sys.stdout.buffer.write(b'x' * (1 << 20))
""",
    "dies.py": """
import sys
sys.stdin.readline()
print("loading", file=sys.stderr)
sys.exit("no model is here")
""",
    "mumbles.py": """
import json, sys
for line in sys.stdin:
    page = json.loads(line)
    out = sys.stdout.buffer
    out.write(b'{"id": "page", "spans": [], "note": "\\xff\\xfe"}\\n')
    out.write(json.dumps({"id": page["id"], "spans": [
        {"start": 900, "end": 910, "label": "Person"},
        {"start": 16, "end": 25, "label": "Person", "text": "Mara Lynd"},
        {"start": 44, "end": 48, "label": "Place", "text": "Oslo", "score": 0.7}]}).encode() + b'\\n')
""",
    "marks.py": """
import json, sys
open("PLACE/was-run", "a").write("x")
for line in sys.stdin:
    print(json.dumps({"id": json.loads(line)["id"], "spans": []}))
""",
}


def write_programs(folder):
    for name, source in PROGRAMS.items():
        (folder / name).write_text(source.replace("PLACE", str(folder)), encoding="utf-8")


def says(desk, words):
    return any(words in (text_of(node) or node.get_name() or "") for node in desk.walk())


def answer_dialog(desk, script, seconds=None):
    """Through the dialog that asks for the program."""
    desk.press_until("ctrl+F5", "the question", lambda: desk.windows("Suggest with a Program"))
    desk.focus("Suggest with a Program")
    desk.key("ctrl+a")
    desk.type(f"/usr/bin/python3 {script}")
    wait("the line taken apart", lambda: says(desk, f"2  {script}"))
    if seconds:
        desk.key("alt+s", "ctrl+a")
        desk.type(str(seconds))
    screenshot(f"program-{script.stem}.png")
    desk.key("alt+r")
    wait("the question to go", lambda: not desk.windows("Suggest with a Program"))
    desk.focus("quiet")


def at_work(desk):
    return next((node for node in desk.walk() if node.get_name() == "Asking the program…"), None) is not None


def tag_meanwhile(tap, desk, project, what):
    """A key is answered while the program is at it: the time from the key to the file."""
    n = len(project.spans("kept", hand=True))
    desk.key("ctrl+Right", "shift+Right")
    wait("a selection", desk.selection)
    since = time.monotonic()
    desk.key(project.key_of("Threat"))
    wait("the span in the file", lambda: len(project.spans("kept", hand=True)) == n + 1, patience=10)
    print(f"# tagged in {1000 * (time.monotonic() - since):.0f} ms while the program {what}", flush=True)
    tap.ok(True, f"a span is tagged while the program {what}")


def gone(folder):
    """Whether the program and its child are, which init or we may still have to bury."""
    def ended(pid):
        try:
            return open(f"/proc/{pid}/stat", encoding="ascii").read().rsplit(") ", 1)[1][0] == "Z"
        except FileNotFoundError:
            return True
    return all(map(ended, (folder / "pids").read_text(encoding="ascii").split()))


def hang(tap, desk, project, folder):
    answer_dialog(desk, folder / "hangs.py")
    wait("the program to run", lambda: (folder / "pids").exists())
    tag_meanwhile(tap, desk, project, "hangs")
    screenshot("program-at-work.png")
    desk.key("shift+F5")
    wait("a word about it", lambda: desk.reads("Stopped; what was suggested so far stays"))
    wait("the program and its child to end", lambda: gone(folder))
    tap.ok(True, "Shift+F5 ends it and what it started")
    (folder / "pids").unlink()
    answer_dialog(desk, folder / "hangs.py", 1)
    wait("the end of patience", lambda: says(desk, "“hangs.py” was stopped: it gave no answer for 1 second, with 0 of 1 documents answered"))
    wait("the program and its child to end", lambda: gone(folder))
    screenshot("program-hung.png")
    tap.ok(True, "a program that says nothing is stopped after the seconds that were asked for, and the window says so")


def read_complaints(desk):
    """What the window about useless answers says; closed then."""
    desk.focus("Answers of the Program")
    words = wait("the complaints", lambda: text_of(desk.see("text", "Report")))
    screenshot("program-complaints.png")
    desk.key("Escape")
    wait("it to go", lambda: not desk.windows("Answers of the Program"))
    desk.focus("quiet")
    return words


def flood(tap, desk, project, folder):
    answer_dialog(desk, folder / "floods-in-a-line.py", 60)
    wait("the end of the flood", lambda: says(desk, "“floods-in-a-line.py” was stopped: line 1 of its output is longer than 32 MB"))
    tap.ok(True, "a line without an end is stopped, and the window says which")
    answer_dialog(desk, folder / "floods.py")
    tag_meanwhile(tap, desk, project, "writes a gigabyte")
    wait("the end of the flood", lambda: says(desk, "“floods.py” was stopped: it wrote more than 256.0"))
    words = read_complaints(desk)
    tap.ok("Refused, lines 1 to 255, 255 times: An answer needs to be an object" in words, "and so is a gigabyte, whose lines are complained of once",
           words)
    resident = int(next(line for line in open(f"/proc/{desk.process.pid}/status", encoding="ascii") if line.startswith("VmHWM")).split()[1])
    print(f"# at most {resident // 1024} MB resident", flush=True)


def die(tap, desk, folder):
    answer_dialog(desk, folder / "dies.py")
    wait("its last words", lambda: says(desk, "“dies.py” ended with status 1: no model is here."))
    tap.ok(True, "of a program that fails the window says the status and its last words")


def mumble(tap, desk, project, folder):
    answer_dialog(desk, folder / "mumbles.py")
    wait("the one span of use", lambda: [words for _, _, words in project.spans("suggested")] == ["Oslo"])
    words = read_complaints(desk)
    tap.ok("Refused, line 1: This is no JSON: unable to decode byte 0xff" in words, "bytes that are no text are complained of with their line", words)
    tap.ok("line 2: " in words and "900" in words and "Mara Lynd" in words, "and so are places out of the text, and words that are not there", words)
    tap.ok(True, "what was of use has come in")


def no_program(tap, desk):
    desk.press_until("ctrl+F5", "the question", lambda: desk.windows("Suggest with a Program"))
    desk.focus("Suggest with a Program")
    for line, words in (("no-such-tagger --fast", "There is no program “no-such-tagger” here."), ("python3 'x", "A quotation mark is not closed.")):
        desk.key("ctrl+a")
        desk.type(line)
        wait("what is wrong", lambda words=words: says(desk, words))
        desk.key("alt+r")
        tap.ok(desk.windows("Suggest with a Program") and not at_work(desk), f"{line} cannot be run")
    screenshot("program-none.png")
    tap.ok(True, "what cannot be run is said while it is written")
    desk.key("Escape")
    wait("the question to go", lambda: not desk.windows("Suggest with a Program"))
    desk.focus("quiet")


def bring_along(postilctl, folder):
    """A project that names a program and has a rule of its own."""
    path = folder / "foreign.postil"
    make_project(postilctl, path, {"foreign.txt": PAGE})
    subprocess.run([postilctl, "suggest", path, "--command", f"/usr/bin/python3 {folder / 'marks.py'}", "--save-command"], check=True,
                   capture_output=True)
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO rule (id, name, body, position) VALUES (1, 'own.paid', ?, 0)", (RULE,))
    connection.close()
    (folder / "was-run").unlink()
    return path


def come_with_the_file(tap, postil, postilctl, folder):
    path = bring_along(postilctl, folder)
    project, mark = Project(path), folder / "was-run"
    own = "SELECT count (*) FROM span s JOIN source c ON c.id = s.source WHERE c.name = 'rules/own.paid'"
    with Desk(postil, path) as desk:
        desk.page()
        desk.press_until("F5", "the question about rules", lambda: desk.windows("Run the Rules of This Project"))
        desk.focus("Run the Rules of This Project")
        screenshot("program-rules-asked.png")
        desk.key("Escape")
        wait("the suggestions of others", lambda: project.spans("suggested"))
        desk.focus("foreign")
        wait("the work to end", lambda: desk.reads("new suggestion") or desk.reads("Nothing new"))
        tap.equal((project.value(own), mark.exists()), (0, False), "who answers no has neither rules nor a program of the file run")
        desk.press_until("ctrl+F5", "the question", lambda: desk.windows("Suggest with a Program"))
        for key in ("Escape", "Return"):
            desk.focus("Suggest with a Program")
            wait("the warning", lambda: says(desk, "came with this project file and has not been run"))
            screenshot("program-foreign.png")
            desk.key(key)
            wait("the question to go", lambda: not desk.windows("Suggest with a Program"))
            desk.focus("foreign")
            if key == "Escape":
                desk.press_until("ctrl+F5", "the question", lambda: desk.windows("Suggest with a Program"))
        tap.ok(not mark.exists() and not at_work(desk), "neither Escape nor Enter runs what came with the file")
        desk.press_until("ctrl+F5", "the question", lambda: desk.windows("Suggest with a Program"))
        desk.focus("Suggest with a Program")
        desk.key("alt+r")
        wait("the program to run", mark.exists)
        tap.ok(True, "Run does")
        desk.focus("foreign")
        desk.key("ctrl+q")
        tap.equal(desk.ended(), 0, "the program ends well")
    with Desk(postil, path) as desk:
        desk.page()
        desk.press_until("F5", "the question about rules", lambda: desk.windows("Run the Rules of This Project"))
        desk.focus("Run the Rules of This Project")
        desk.key("alt+r")
        wait("the rule's suggestion", lambda: project.value(own) > 0)
        tap.ok(True, "who answers yes has the rules run")


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "quiet.postil")
        write_programs(folder)
        make_project(postilctl, project.path, {"page.txt": PAGE})
        with Desk(postil, project.path) as desk:
            desk.page()
            hang(tap, desk, project, folder)
            flood(tap, desk, project, folder)
            die(tap, desk, folder)
            mumble(tap, desk, project, folder)
            no_program(tap, desk)
            desk.key("ctrl+q")
            tap.equal(desk.ended(), 0, "the program ends well")
            tap.equal(desk.said(), [], "and had nothing to complain about")
        come_with_the_file(tap, postil, postilctl, folder)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
