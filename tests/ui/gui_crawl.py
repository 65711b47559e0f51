#!/usr/bin/python3
# gui_crawl.py - every page and dialog as a screen reader meets it: all controls have names, and none is called GtkSomething
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_crawl.py POSTIL POSTILCTL, under with-display"""
import re
import sys

from desk import Desk, Tap, tell, text_of
from tour import Tour, beginnings, calm, make_project, start

# What screen readers pass over, and GTK 4.8 names by its class: boxes, pages of a stack, scroll bars and their parts.
PASSED_OVER = {"filler", "panel", "scroll bar", "scroll pane", "image"}
BY_CLASS = re.compile(r"(Gtk|Adw|Postil)[A-Z]\w*$")
# Which named things a control of a role may be a part of.
WHOLES = {"push button": ("combo box", "filler", "push button"), "list": ("combo box", "list item"), "list item": ("combo box",),
          "check box": ("list item",), "text": ("entry", "spin button"), "entry": ("combo box",), "label": ("push button",)}
CONTROLS = {"push button", "toggle button", "check box", "radio button", "entry", "text", "combo box", "slider", "spin button",
            "list", "list box", "table", "tree table", "tab list", "page tab list", "menu item", "check menu item", "radio menu item",
            "progress bar", "level bar", "dialog", "frame", "switch", "list item", "password text", "search bar"}


def complaints_about(nodes):
    """One line for each control without a name, and for each name that is a class of GTK's."""
    found = {}
    for node in nodes:
        role, name = node.get_role_name(), node.get_name() or ""
        by_class = BY_CLASS.match(name)
        if role in PASSED_OVER or not (by_class or (role in CONTROLS and not name.strip())) or inside_named(node) or blank(node):
            continue
        found[f"{role} {'is called ' + name if by_class else 'has no name'}: {path_of(node)}"] = None
    return list(found)


def blank(node):
    """A label that has nothing to say at the moment."""
    return node.get_role_name() == "label" and not (text_of(node) or "").strip()


def inside_named(node):
    """A part, made by GTK or libadwaita, of something that has a name itself: the button, list and rows of a combo box, the text of
    an entry, the switch and the inner list of a row that expands; or of a toast, or of the head of a window."""
    role, parent = node.get_role_name(), node.get_parent()
    if role == "list" and node.get_child_count() == 0:
        return True
    for step in range(7):
        if parent is None:
            return False
        name = parent.get_name() or ""
        whole = parent.get_role_name()
        named = name.strip() and not BY_CLASS.match(name)
        if name == "AdwToastWidget" or (named and whole in WHOLES.get(role, ()) and (role != "push button" or step == 0)):
            return True
        parent = parent.get_parent()
    return False


def path_of(node):
    steps = []
    while node is not None and len(steps) < 7:
        steps.append(f"{node.get_role_name()}{':' + node.get_name()[:30] if node.get_name() else ''}")
        node = node.get_parent()
    return " < ".join(steps)


def main():
    postil, postilctl = sys.argv[1:3]
    only = sys.argv[3:]

    def story(tap, folder):
        project, source = make_project(postilctl, folder)
        everything = {}
        calm()
        with Desk(postil, project) as desk:
            desk.page()
            tour = Tour(desk, source)
            tour.rest()

            def visit(stop, window):
                everything[stop.name] = complaints_about(tour.nodes(stop))
                for line in everything[stop.name]:
                    print(f"#   {stop.name}: {line}", flush=True)
                if not everything[stop.name]:
                    tap.ok(True, f"{stop.name}: all has a name")

            tour.take(visit, only)
            desk.quit(tap)
        for name, tour in beginnings(postil, postilctl, folder, source, only):
            start(tour, name)
            everything[name] = complaints_about(tour.desk.walk())
        told = set()
        for name, complaints in everything.items():
            for line in complaints:
                if line not in told:
                    print(f"# {name}: {line}", flush=True)
                    told.add(line)
        tap.equal(sum(map(len, everything.values())), 0, "every control has a name, and none is called by a class")

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
