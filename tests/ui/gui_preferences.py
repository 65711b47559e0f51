#!/usr/bin/python3
# gui_preferences.py - a key is changed, exchanged and taken back, the page follows, and all is there after a restart
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_preferences.py POSTIL POSTILCTL, under with-display"""
import os
import sys

from desk import Desk, Project, Tap, make_project, screenshot, tell, text_of, wait, xdotool

TEXT = "The first page\n\nThe sluice gate was shut on Monday. Nobody shut the gate before.\n"


def open_preferences(desk):
    desk.key("ctrl+comma")
    wait("the preferences", lambda: desk.windows("Preferences"))
    desk.focus("Preferences")


def described(desk, title, key):
    """The row, once it says that this is its key."""
    return next((node for node in desk.walk() if node.get_name() == title and node.get_description() == key), None)


def ask_for_key(desk, title, old):
    """Finds the row by typing, goes there, and opens the dialog that waits for a key."""
    desk.key("ctrl+f")
    desk.type(title[:20])
    wait("the search to find it", lambda: desk.reads("Keys → "))
    found = wait("the hit", lambda: next((node for node in desk.walk() if node.get_role_name() == "label"
                                          and (text_of(node) or node.get_name() or "").startswith("Keys →")), None))
    desk.settled(found)
    desk.click(found)
    row = wait("its row", lambda: described(desk, title, old))
    desk.settled(row)
    desk.press_until("Return", "the dialog", lambda: desk.reads("Press the new key"))
    desk.focus("")


def close(desk):
    desk.key("Escape")
    wait("the preferences to close", lambda: not desk.windows("Preferences"))
    desk.focus("")


def change(tap, desk):
    """The view's own key, and one that is exchanged with another."""
    open_preferences(desk)
    screenshot("preferences.png")
    ask_for_key(desk, GROW, "Space")
    screenshot("preferences-key.png")
    desk.key("a")
    wait("why not", lambda: desk.reads("“Accept the current suggestion” has this key"))
    tap.ok(True, "a key that is taken is refused, with who has it")
    desk.key("p")
    wait("why not", lambda: desk.reads("the key of the label “Person”"))
    tap.ok(True, "so is a label's")
    desk.key("g")
    wait("the new key", lambda: described(desk, GROW, "G"))
    desk.focus("Preferences")
    close(desk)


def fits_phone(tap, desk, title):
    """One resize is all that a window gets: what is wider then lies beside the screen."""
    window = desk.focus(title)
    xdotool("windowsize", window, 360, 700)
    wait("the window to be resized", lambda: desk.geometry(window)[3] == 700)
    tap.equal(desk.geometry(window)[2], 360, f"“{title}” fits a window of 360 pixels")


def keys_window(tap, desk):
    """Every key, also the one that was changed; typing leaves what holds these words."""
    desk.press_until("ctrl+question", "the keys", lambda: desk.windows("Keys"))
    desk.focus("Keys")
    wait("the changed key", lambda: described(desk, GROW, "G") and described(desk, "New project", "Ctrl+N"))
    fits_phone(tap, desk, "Keys")
    desk.type("selection gr")
    wait("the others to go", lambda: described(desk, GROW, "G") and not described(desk, "New project", "Ctrl+N"))
    screenshot("keys.png")
    desk.key("ctrl+a")
    desk.type("ctrl+shift+z")
    wait("the key to be found", lambda: described(desk, "Redo", "Ctrl+Shift+Z, Ctrl+Y") and not described(desk, GROW, "G"))
    desk.type(" xyzzy")
    wait("nothing to be left", lambda: desk.reads("No Such Key"))
    tap.ok(True, "the window of all keys tells what is changed, and finds by words and by keys")
    desk.key("Escape")
    wait("the keys to close", lambda: not desk.windows("Keys"))
    desk.focus("")


def grow(tap, desk, key, what):
    desk.forget_page()
    desk.page()
    desk.key("Escape")
    desk.key("ctrl+Home")
    wait("nothing to be selected", lambda: desk.selected_words() is None and desk.caret() == 0)
    other = "space" if key == "g" else "g"
    desk.key(other, key)
    wait(f"{key} to select a word", lambda: desk.selected_words() == "The")
    tap.ok(True, what)


GROW = "Grow the selection: word, clause, sentence, paragraph"


def main():
    postil, postilctl = sys.argv[1:3]
    os.environ["GSETTINGS_BACKEND"] = "keyfile"  # in a folder of with-display's own, so that a restart finds it

    def story(tap, folder):
        project = Project(folder / "job.postil")
        make_project(postilctl, project.path, {"first.txt": TEXT})
        with Desk(postil, project.path) as desk:
            desk.page()
            change(tap, desk)
            grow(tap, desk, "g", "the new key does it")
            keys_window(tap, desk)
            open_preferences(desk)
            fits_phone(tap, desk, "Preferences")
            ask_for_key(desk, "Write a note on the current span", "N")
            desk.key("r")
            wait("who has it", lambda: desk.reads("would get this one's"))
            desk.key("r")
            wait("both keys", lambda: described(desk, "Write a note on the current span", "R")
                 and described(desk, "Relate the current span to another: Tab to it, then Enter", "N"))
            tap.ok(True, "two rows exchange their keys when the key is pressed once more")
            desk.focus("Preferences")
            close(desk)
            desk.quit(tap)
        with Desk(postil, project.path) as desk:
            grow(tap, desk, "g", "it still does after a restart")
            open_preferences(desk)
            ask_for_key(desk, GROW, "G")
            desk.key("BackSpace")
            wait("the first key", lambda: described(desk, GROW, "Space"))
            desk.focus("Preferences")
            close(desk)
            grow(tap, desk, "space", "Backspace gives the first key back")

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
