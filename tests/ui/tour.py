# tour.py - every page, dialog and list of the window, one after the other, in any language
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tour knows the window by keys alone, never by words, so that it can be taken in a language that nobody speaks, by a test that
reads what a screen reader would (gui_crawl.py), by one that looks for English (gui_pseudo.py), and by one that takes pictures
(shots.py)."""
import hashlib
import json
import os
import subprocess
import time
from collections import namedtuple
from pathlib import Path

from desk import Atspi, Desk, ROOT, Missing, screenshot, xdotool

# keys: what opens it. page: it takes the document's place; window: a window of its own; over: lies over the main window.
# then: keys once it is there. close: keys that lead back. foreign: a window of GTK's own, in GTK's own words.
Stop = namedtuple("Stop", "name keys kind then close foreign", defaults=((), ("Escape",), False))

STOPS = (
    Stop("annotate", ("Tab", "Tab", "Tab"), "here", close=()),
    Stop("card", ("i",), "over"),
    Stop("find", ("ctrl+f",), "here", ("type:siren",), ("Escape", "Escape")),
    Stop("labels-pick", ("slash",), "over"),
    Stop("palette", ("ctrl+k",), "over", ("type:re",)),
    Stop("names", ("ctrl+shift+k",), "over"),
    Stop("review", ("alt+2",), "here", close=()),
    Stop("decide-on-many", ("ctrl+shift+a",), "window"),
    Stop("review-filter", ("ctrl+r",), "over"),
    Stop("review-2", ("a", "a", "x", "a"), "here", close=("alt+1",)),
    Stop("search", ("ctrl+shift+f",), "page", ("type:siren", "wait"), ("Escape", "Escape")),
    Stop("statistics", ("alt+3",), "page"),
    Stop("rules", ("alt+4",), "page", ("alt+n", "type:denies", "alt+p", "type:denied|rejected", "wait")),
    Stop("sources", ("alt+5",), "page"),
    Stop("quality", ("d", "alt+6"), "page"),
    Stop("thread", ("ctrl+k", "type:tailrace", "wait", "Return", "wait"), "here", ("Tab", "Tab", "Tab", "Tab"), ()),
    Stop("post", ("h",), "window"),
    Stop("preferences", ("ctrl+comma",), "window"),
    Stop("preferences-keys", ("ctrl+comma",), "window", ("tab:3",)),
    Stop("label-editor", ("ctrl+shift+l",), "window"),
    Stop("label-form", ("ctrl+shift+l",), "window", ("Return", "wait"), ("Escape", "Escape")),
    Stop("label-merge", ("ctrl+shift+l",), "window", ("ctrl+m", "wait"), ("Escape", "wait", "Escape")),
    Stop("export", ("ctrl+shift+s",), "window", ("wait",)),
    Stop("import-check", ("ctrl+alt+i",), "file", close=("Escape",)),
    Stop("unaligned", ("ctrl+u",), "window"),
    Stop("program", ("ctrl+F5",), "window", ("type:python3 'my tagger.py'",)),
    Stop("shortcuts", ("ctrl+question",), "window"),
    Stop("print", ("ctrl+p",), "window", foreign=True),
    Stop("menu", ("F10",), "over"),
    Stop("about", ("F10", "wait", "Up", "Return"), "window", foreign=True),
)

ODD = "The ledger of the sluice\n\nNobody at Brenna Water denied that the sluice had been opened. “We did what we could,” Mara Lind said.\n"


def span(words, label, number, **more):
    start = ODD.index(words)
    return {"id": f"s{number}", "start": start, "end": start + len(words), "label": label, "text": words, **more}


def make_project(postilctl, folder):
    """The samples with their suggestions, and a page by other hands: kept, rejected, with a note, and one span without a place."""
    def run(*arguments):
        subprocess.run([str(word) for word in (postilctl, *arguments)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    path = Path(folder) / "sluice.postil"
    spans = [span("Brenna Water", "Organisation", 1, state="kept"), span("Mara Lind", "Person", 2, state="kept", note="The press officer"),
             span("Nobody at Brenna Water denied", "Denial", 3, state="kept"), span("We did what we could", "Quote", 4, state="kept"),
             span("sluice", "Product", 5, state="rejected", source="entities/tagger"),
             {"id": "s6", "start": 700, "end": 709, "label": "Person", "text": "Mara Lynd"}]
    line = {"id": "ledger", "text": ODD, "spans": spans, "relations": [{"type": "speaker", "head": "s4", "tail": "s2"}]}
    source = Path(folder) / "ledger.jsonl"
    source.write_text(json.dumps(line) + "\n", encoding="utf-8")
    run("new", path)
    run("import", path, ROOT / "data/samples")
    subprocess.run([str(postilctl), "import", str(path), str(source)], check=False, capture_output=True)
    run("suggest", path)
    return path, source


def calm():
    """Settings of GTK for who waits for a picture to stand still; before the program starts."""
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "gtk-4.0"
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / "settings.ini").write_text("[Settings]\ngtk-cursor-blink=false\ngtk-enable-animations=false\n", encoding="utf-8")


def starts(postilctl, folder):
    """What the window shows before there is anything in it: the arguments of a program for each of these pages."""
    empty = Path(folder) / "1.postil"  # no word in any language
    subprocess.run([str(postilctl), "new", str(empty)], check=True, stdout=subprocess.DEVNULL)
    return {"welcome": (), "empty-project": (empty,), "empty-statistics": (empty,)}


def beginnings(postil, postilctl, folder, source, only):
    """Each of these pages with a program of its own: its name, and a tour for start()."""
    for name, arguments in starts(postilctl, folder).items():
        if not only or name in only:
            with Desk(postil, *arguments) as desk:
                yield name, Tour(desk, source)


def start(tour, name):
    """To the page that starts() promised, in a program that was begun with what it said."""
    if name == "empty-statistics":
        tour.press("alt+3")
    tour.rest()


class Tour:
    """Stops are told apart by what they bring: windows, or things in the tree."""

    def __init__(self, desk, imported, patience=1.0, on_window=None):
        self.desk = desk
        self.imported = imported
        self.patience = patience
        self.on_window = on_window or (lambda window: None)
        self.main = desk.windows("")[0]
        self.title = desk.application.get_child_at_index(0).get_name()

    def rest(self):
        """Once the picture stands still. (Walking the tree says the same, and takes a hundred times as long.)"""
        before, end = None, time.monotonic() + 30
        while time.monotonic() < end:
            time.sleep(0.2 * self.patience)
            now = hashlib.sha256(subprocess.run(["import", "-silent", "-window", "root", "-depth", "8", "rgb:-"], capture_output=True,
                                                check=True).stdout).digest()
            if now == before:
                return
            before = now
        raise Missing("the window to come to rest")

    def frames(self, stop):
        """Where in the tree a stop is: in a window of its own, or anywhere in the main one."""
        count = self.desk.application.get_child_count()
        frames = [self.desk.application.get_child_at_index(i) for i in range(count)]
        return [frame for frame in frames if frame is not None
                and (stop.kind not in ("window", "file") or frame.get_name() != self.title)]

    def nodes(self, stop):
        for frame in self.frames(stop):
            yield frame
            yield from self.desk.walk(frame)

    def press(self, *keys):
        for key in keys:
            if key == "wait":
                time.sleep(0.6 * self.patience)
            elif key.startswith("tab:"):
                self.turn_to(int(key[4:]))
            elif key.startswith("type:"):
                self.desk.type(key[5:])
            else:
                self.desk.key(key)

    def turn_to(self, number):
        """A page of a window whose pages have no keys, as a screen reader turns to it."""
        frame = self.desk.application.get_child_at_index(self.desk.application.get_child_count() - 1)
        tabs = [node for node in self.desk.walk(frame) if node.get_role_name() in ("page tab", "radio button", "toggle button")
                and node.get_parent().get_role_name() == "page tab list"]
        Atspi.Action.do_action(tabs[number - 1], 0)

    def new_window(self, before):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            fresh = [window for window in self.desk.windows("") if window not in before]
            if fresh:
                return fresh[-1]
            time.sleep(0.1)
        return None

    def choose_file(self, before):
        """Through the dialog that asks for a file, to the window that tells of it."""
        chooser = self.new_window(before)
        if chooser is None:
            raise Missing("a dialog that asks for a file")
        end = time.monotonic() + 40
        while time.monotonic() < end:
            xdotool("windowfocus", "--sync", chooser)
            self.desk.key("ctrl+l")
            self.desk.type(str(self.imported))
            self.desk.key("Return")
            # What comes while the dialog is there is its own: the list of names that go on like this.
            if self.goes(chooser):
                window = self.new_window(before + [chooser])
                if window is not None:
                    return window
        raise Missing("the report of a check")

    def goes(self, window):
        end = time.monotonic() + 10
        while time.monotonic() < end:
            if window not in self.desk.windows(""):
                return True
            time.sleep(0.1)
        return False

    def stop(self, stop):
        """Opens one stop; the window that came with it, or None."""
        before = self.desk.windows("")
        self.press(*stop.keys)
        window = None
        if stop.kind == "file":
            window = self.choose_file(before)
        elif stop.kind in ("window", "over"):
            window = self.new_window(before)
            if window is None:
                raise Missing(f"{stop.name}: a window")
        if stop.kind in ("window", "file"):
            self.on_window(window)
            xdotool("windowfocus", "--sync", window)
        self.rest()
        self.press(*stop.then)
        self.rest()
        return window

    def leave(self, stop, window):
        for key in stop.close:
            # Without a window manager nobody gives the keyboard back to the window below the one that went.
            if window is not None and stop.kind in ("window", "file") and len(stop.close) > 1 and key != stop.close[0]:
                self.focus_if_there(window)
            self.press(key)
        if window is not None and not self.goes(window):
            raise Missing(f"{stop.name} does not close with {stop.close}")
        xdotool("windowfocus", "--sync", self.main)
        self.rest()

    def focus_if_there(self, window):
        if window in self.desk.windows(""):
            xdotool("windowfocus", "--sync", window)

    def trim(self, name, window):
        """A picture of one window, or of the main one with what lies over it."""
        boxes = [self.desk.geometry(window)] if window else list(map(self.desk.geometry, self.desk.windows("")))
        left, top = (max(0, min(box[i] for box in boxes)) for i in (0, 1))
        width, height = (max(box[i] + box[i + 2] for box in boxes) - start for i, start in ((0, left), (1, top)))
        screenshot(name)
        path = Path(os.environ["POSTIL_SCREENSHOTS"]) / name
        subprocess.run(["convert", str(path), "-crop", f"{width}x{height}+{left}+{top}", "+repage", "-quality", "95", str(path)], check=True)

    def escape(self):
        """Back to the page, wherever a stop got stuck."""
        for window in reversed(self.desk.windows("")):
            xdotool("windowfocus", "--sync", window)
            self.desk.key("Escape")
        xdotool("windowfocus", "--sync", self.main)

    def take(self, visit, only=None):
        for stop in STOPS:
            if only and stop.name not in only:
                continue
            window = self.stop(stop)
            if stop.foreign:
                self.leave(stop, window)
                continue
            visit(stop, window)
            self.leave(stop, window)
