# desk.py - a person at a real Postil window: keys and mouse in, what a screen reader sees and the project holds out
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waits are for something to become true, never for time to pass: wait() asks again until it is, or says what was missing."""
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("POSTIL_SHARED") or ROOT / ".." / "shared").resolve()
STATES = ("suggested", "kept", "rejected")
PATIENCE = float(os.environ.get("POSTIL_GUI_PATIENCE", "60"))


class Missing(AssertionError):
    """What a person would have waited for in vain."""


def wait(what, ask, patience=PATIENCE):
    """The first true answer of ask()."""
    end = time.monotonic() + patience
    while True:
        try:
            answer = ask()
        except (GLib.Error, sqlite3.OperationalError):
            answer = None
        if answer:
            return answer
        if time.monotonic() > end:
            raise Missing(f"waited {patience:.0f} s in vain for {what}")
        time.sleep(0.05)


def documents():
    """The seeds where they are at hand, else the sample project."""
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    return seeds or sorted((ROOT / "data/samples").glob("*.txt"))


def make_project(postilctl, path, pages):
    """A project of @pages, texts by the names of their files, which are written beside it."""
    files = [Path(path).parent / name for name in pages]
    for file in files:
        file.write_text(pages[file.name], encoding="utf-8")
    subprocess.run([postilctl, "new", path], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([postilctl, "import", path, *files], check=True, stdout=subprocess.DEVNULL)


def xdotool(*arguments):
    return subprocess.run(["xdotool", *map(str, arguments)], capture_output=True, text=True)


class Project:
    """The file as any other program would read it."""

    def __init__(self, path):
        self.path = path

    def rows(self, sql, *arguments):
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=5)
        try:
            return connection.execute(sql, arguments).fetchall()
        finally:
            connection.close()

    def value(self, sql, *arguments):
        return self.rows(sql, *arguments)[0][0]

    def spans(self, state, hand=None):
        """(id, label, words) of spans that are no structure; by hand, not by hand, or both."""
        rows = self.rows("""SELECT s.id, l.name, substr(d.text, s.start + 1, s.stop - s.start), c.kind = 'hand'
                            FROM span s JOIN label l ON l.id = s.label JOIN document d ON d.id = s.document
                            JOIN source c ON c.id = s.source WHERE s.state = ? AND s.structure = 0""", STATES.index(state))
        return [row[:3] for row in rows if hand is None or bool(row[3]) == hand]

    def key_of(self, label):
        return self.value("SELECT shortcut FROM label WHERE name = ?", label)


class Desk:
    """One program under test; use as a context, which ends it."""

    def __init__(self, program, *arguments):
        self.log = tempfile.TemporaryFile(mode="w+")
        environment = dict(os.environ, GTK_A11Y="atspi", GDK_BACKEND="x11", GSK_RENDERER="cairo", G_ENABLE_DIAGNOSTIC="0")
        self.process = subprocess.Popen([str(program), "--new-instance", *map(str, arguments)], stdout=self.log, stderr=self.log,
                                        env=environment)
        self._page = None
        self.application = wait("the program on the accessibility bus", self._find_application)
        self.focus("")

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is not None:
            screenshot("failed.png")
            if self.process.poll() is not None:
                print(f"#   the program ended with {self.process.returncode}", flush=True)
            for line in self.said():
                print(f"#   {line}", flush=True)
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def said(self):
        """Warnings and worse on the program's standard error. GTK 4.8 has one of its own, which means nothing: a scroll
        bar whose range changes while it is drawn."""
        self.log.seek(0)
        return [line for line in self.log.read().splitlines()
                if ("WARNING" in line or "CRITICAL" in line or "ERROR" in line) and "Trying to snapshot GtkGizmo" not in line]

    def _find_application(self):
        if self.process.poll() is not None:
            self.log.seek(0)
            raise Missing(f"the program ended with {self.process.returncode}: {self.log.read()}")
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid and child.get_child_count() > 0:
                return child
        return None

    # --- Looking ----------------------------------------------------------------------------------------------------

    def walk(self, start=None):
        """Everything that is not hidden, breadth first. (GTK 4.8 tells neither which page of a stack is up nor SHOWING.)"""
        queue = [start or self.application]
        while queue:
            node = queue.pop(0)
            for i in range(node.get_child_count()):
                child = node.get_child_at_index(i)
                if child is None:
                    continue
                if child.get_state_set().contains(Atspi.StateType.VISIBLE):
                    yield child
                    queue.append(child)

    def find(self, role, name=None, start=None):
        for node in self.walk(start):
            if node.get_role_name() == role and (name is None or node.get_name() == name):
                return node
        return None

    def see(self, role, name=None):
        return wait(f"a {role} named {name!r}", lambda: self.find(role, name))

    def reads(self, words):
        """Whether a label holds @words; choose words that stand nowhere else."""
        return any(words in (text_of(node) or node.get_name() or "") for node in self.walk() if node.get_role_name() == "label")

    def page(self):
        """The document; its name is its title, so it is told by what it is not."""
        if self._page is None:
            self._page = wait("the document's text", lambda: next(
                (node for node in self.walk() if node.get_role_name() == "text"
                 and node.get_name() not in ("Note", "First rows of the export") and text_of(node)), None))
        return self._page

    def has_focus(self, role, name):
        node = self.find(role, name)
        return node is not None and node.get_state_set().contains(Atspi.StateType.FOCUSED)

    def enabled(self, node):
        return node.get_state_set().contains(Atspi.StateType.SENSITIVE)

    def caret(self):
        return Atspi.Text.get_caret_offset(self.page())

    def selection(self):
        page = self.page()
        if Atspi.Text.get_n_selections(page) == 0:
            return None
        chosen = Atspi.Text.get_selection(page, 0)
        return (chosen.start_offset, chosen.end_offset) if chosen.end_offset > chosen.start_offset else None

    def selected_words(self):
        chosen = self.selection()
        return text_of(self.page())[chosen[0]:chosen[1]] if chosen else None

    # --- Doing --------------------------------------------------------------------------------------------------------

    def windows(self, title):
        found = xdotool("search", "--onlyvisible", "--name", title or ".*").stdout.split()
        return [window for window in found
                if xdotool("getwindowpid", window).stdout.strip() == str(self.process.pid)]

    def focus(self, title):
        """Without a window manager nobody else gives the keyboard to a window."""
        window = wait(f"a window {title!r}", lambda: self.windows(title))[-1]
        xdotool("windowfocus", "--sync", window)
        return window

    def key(self, *keys):
        for key in keys:
            xdotool("key", "--clearmodifiers", key)

    def press_until(self, key, what, ask):
        """Presses again until it worked: the first press may meet a window that is not listening yet."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.key(key)
            try:
                return wait(what, ask, patience=5)
            except Missing:
                continue
        raise Missing(what)

    def type(self, words):
        xdotool("type", "--delay", "8", words)

    def place(self, node):
        """The middle of a widget, in pixels of the screen, which the window fills from its corner."""
        box = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
        left, top = self.origin()
        return left + box.x + box.width // 2, top + box.y + box.height // 2

    def geometry(self, window):
        found = dict(line.split("=") for line in xdotool("getwindowgeometry", "--shell", window).stdout.split() if "=" in line)
        return [int(found[side]) for side in ("X", "Y", "WIDTH", "HEIGHT")]

    def origin(self):
        """Of the main window, the largest one: tooltips and menus are windows too."""
        boxes = []
        for window in self.windows(""):
            try:
                boxes.append(self.geometry(window))
            except KeyError:
                continue  # a tooltip that has gone since it was listed
        left, top, _, _ = max(boxes, key=lambda box: box[2] * box[3])
        return left, top

    def settled(self, node):
        """Once a widget stays where it is: panes and bars slide in."""
        last = []

        def still():
            last.append(self.place(node))
            return len(last) > 4 and len(set(last[-4:])) == 1
        wait("a widget to come to rest", still)

    def forget_page(self):
        self._page = None

    def point_at(self, x, y):
        """With a move, always: GTK 4.8 learns of a widget that came up under a pointer that rests by its next move alone, and
        xdotool waits fifteen seconds for a pointer to move that is there already."""
        if xdotool("getmouselocation").stdout.split()[:2] == [f"x:{x}", f"y:{y}"]:
            xdotool("mousemove", "--sync", x + 1, y)
        xdotool("mousemove", "--sync", x, y)

    def click_at(self, x, y, times=1):
        self.point_at(x, y)
        xdotool("click", "--repeat", times, "--delay", 40, 1)

    def click(self, node):
        self.click_at(*self.place(node))

    def click_until(self, find, what, ask):
        """Clicks again until it worked: what moves may be somewhere else by the time the click comes."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            node = wait(what, find)
            self.settled(node)
            self.click(node)
            try:
                return wait(what, ask, patience=5)
            except Missing:
                continue
        raise Missing(what)

    def click_menu(self, name):
        """An item of the open menu: its popover may open elsewhere than the accessibility tree says, its window does not lie."""
        item = wait(f"a menu item {name}", lambda: self._placed_item(name))
        menu = Atspi.Component.get_extents(self.see("menu"), Atspi.CoordType.WINDOW)
        box = Atspi.Component.get_extents(item, Atspi.CoordType.WINDOW)
        popup = wait("the menu's window", lambda: sorted(map(self.geometry, self.windows("")), key=lambda box: box[2] * box[3])[-2])
        self.click_at(popup[0] + box.x - menu.x + box.width // 2, popup[1] + box.y - menu.y + box.height // 2)

    def _placed_item(self, name):
        item = self.find("menu item", name)
        return item if item and Atspi.Component.get_extents(item, Atspi.CoordType.WINDOW).height > 0 else None

    def drag(self, x0, y0, x1, y1, hold=None):
        """In steps, as a hand does it, which may hold a key meanwhile."""
        self.point_at(x0, y0)
        if hold:
            xdotool("keydown", hold)
        xdotool("mousedown", 1)
        for i in range(1, 9):
            self.point_at(x0 + (x1 - x0) * i // 8, y0 + (y1 - y0) * i // 8)
        xdotool("mouseup", 1)
        if hold:
            xdotool("keyup", hold)

    def save_as(self, title, path):
        """In the dialog that asks for a file. It reads its folder at first, and may then select a part of the name once more,
        so that a name typed at that moment is none; the dialog stays, and is asked again."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.focus(title)
            self.key("ctrl+a")
            self.type(str(path))
            self.key("Return")
            try:
                return wait("the dialog to go", lambda: not self.windows(title), patience=5)
            except Missing:
                continue
        raise Missing(f"{title} took no name")

    def ended(self):
        """The program's exit status, once it has ended."""
        wait("the program to end", lambda: self.process.poll() is not None)
        return self.process.returncode

    def quit(self, tap, name="the program ends well"):
        """By its key, and without a warning since it began."""
        self.key("ctrl+q")
        tap.equal(self.ended(), 0, name)
        tap.equal(self.said(), [], "and it had nothing to complain about")


def screenshot(name):
    """Into POSTIL_SCREENSHOTS, where somebody wants to look at them."""
    folder = os.environ.get("POSTIL_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-window", "root", str(Path(folder) / name)], check=False)


def text_of(node):
    try:
        return Atspi.Text.get_text(node, 0, -1)
    except GLib.Error:
        return None


class Tap:
    """Points as they come; a step that fails ends the story, since the next ones build on it."""

    def __init__(self):
        self.count = 0
        self.bad = 0

    def ok(self, fine, name, detail=""):
        self.count += 1
        self.bad += not fine
        print(f"{'ok' if fine else 'not ok'} {self.count} - {name}", flush=True)
        if not fine and detail:
            for line in str(detail).splitlines():
                print(f"#   {line}", flush=True)
        if not fine:
            raise Missing(name)

    def equal(self, got, wanted, name):
        self.ok(got == wanted, name, f"got    {got!r}\nwanted {wanted!r}")

    def done(self):
        print(f"1..{self.count}", flush=True)
        return 1 if self.bad else 0


def tell(tap, story):
    """Runs story(tap, folder) in a folder of its own and returns the exit status."""
    with tempfile.TemporaryDirectory(prefix="postil-gui-") as folder:
        try:
            story(tap, Path(folder))
        except Missing as missing:
            if tap.bad == 0:
                tap.count += 1
                tap.bad += 1
                print(f"not ok {tap.count} - {missing}", flush=True)
                trace = sys.exc_info()[2]
                while trace is not None:
                    print(f"#   {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno} {trace.tb_frame.f_code.co_name}")
                    trace = trace.tb_next
    return tap.done()
