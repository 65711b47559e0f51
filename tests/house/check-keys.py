#!/usr/bin/python3
# check-keys.py - every key of ui/keys.c is pressed by some test in the real window
#
# SPDX-License-Identifier: GPL-3.0-or-later
import itertools
import re
import sys
from pathlib import Path

from tap import Tap

ROOT = Path(__file__).resolve().parents[2]
MODIFIERS = {"Control": "ctrl", "Shift": "shift", "Alt": "alt"}
KEYS = {"Page_Down": "Next", "Page_Up": "Prior"}  # as xdotool calls them


def rows():
    """(scope, accelerators) of each row."""
    source = (ROOT / "ui/keys.c").read_text(encoding="utf-8")
    return re.findall(r'\{ POSTIL_KEYS_\w+, (\w+), (?:NULL|"[^"]+"),\s*"([^"]+)"', source)


def pressed():
    """Every string of the tests that could be a key."""
    stories = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/ui").glob("*.py")))
    return set(re.findall(r'"([^"\n]*)"', stories)), "key_of(" in stories, 'f"shift+{project.key_of(' in stories


def spellings(accel):
    modifiers = [MODIFIERS[name] for name in re.findall(r"<(\w+)>", accel)]
    key = re.sub(r"<\w+>", "", accel)
    for order in itertools.permutations(modifiers):
        yield "+".join([*order, KEYS.get(key, key)])


def main():
    tap = Tap()
    strings, labels, all_labels = pressed()
    table = rows()
    missing = []
    for scope, accels in table:
        if scope == "LABELS":
            fine = all_labels if "Shift" in accels else labels
        else:
            fine = any(spelling in strings for accel in accels.split() for spelling in spellings(accel))
        if not fine:
            missing.append(f"{accels} is pressed by no test in tests/ui")
    tap.check("the table of keys was read", [] if len(table) > 60 else [f"only {len(table)} rows"])
    tap.check("every key is pressed in the real window", missing)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
