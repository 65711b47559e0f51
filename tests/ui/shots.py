#!/usr/bin/python3
# shots.py - pictures of every page, dialog and list, as somebody sees them who reads in the dark, on a phone, at twice the size
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""shots.py POSTIL POSTILCTL FOLDER LOOK [PROJECT], under with-display; "./dev shots" runs it for each look"""
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from desk import Desk, Missing, xdotool
from tour import STOPS, Tour, beginnings, calm, make_project, start

NARROW = (360, 720)
# Environment, resources of the X server, size of the main window.
LOOKS = {
    "light": ({"ADW_DEBUG_COLOR_SCHEME": "prefer-light"}, "", None),
    "dark": ({"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}, "", None),
    "contrast": ({"ADW_DEBUG_HIGH_CONTRAST": "1"}, "", None),
    "narrow": ({}, "", NARROW),
    "large": ({}, "Xft.dpi: 192", None),
    "rtl": ({"LANGUAGE": "he"}, "", None),
}


def mirror(postil):
    """GTK mirrors a window only where the program speaks a language that is written from the right: so it says that it does."""
    place = Path(postil).resolve().parent / "data/po/he/LC_MESSAGES/postil.mo"
    place.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["msgfmt", "-o", str(place), "-"], input='msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n', text=True, check=True)
    return place


def resize(window, size):
    """Twice: what a window leaves out when it is narrow, it leaves out once it is."""
    for _ in range(2 if size else 0):
        xdotool("windowsize", window, *size)
        time.sleep(0.5)


def take(postil, postilctl, look, project, source, only):
    environment, resources, size = LOOKS[look]
    made = mirror(postil) if look == "rtl" else None
    os.environ.update(environment, LC_ALL="C.UTF-8")
    calm()
    if resources:
        subprocess.run(["xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", resources], check=True)
    missing = []
    try:
        with Desk(postil, project) as desk:
            tour = Tour(desk, source, on_window=lambda window: resize(window, size))
            resize(tour.main, size)
            # Out of the way, so that no card and no tooltip comes up.
            xdotool("mousemove", 1439, 899)
            tour.rest()
            for stop in STOPS:
                if only and stop.name not in only:
                    continue
                try:
                    window = tour.stop(stop)
                    tour.trim(f"{stop.name}.png", window if stop.kind in ("window", "file") else None)
                    tour.leave(stop, window)
                except Missing as problem:
                    missing.append(f"{look}: {problem}")
                    tour.escape()
        for name, tour in beginnings(postil, postilctl, Path(project).parent, source, only):
            resize(tour.main, size)
            start(tour, name)
            tour.trim(f"{name}.png", None)
    finally:
        if made:
            made.unlink()
    return missing


def main():
    postil, postilctl, folder, look = sys.argv[1:5]
    os.environ["POSTIL_SCREENSHOTS"] = str(Path(folder) / look)
    with tempfile.TemporaryDirectory(prefix="postil-shots-") as place:
        project, source = make_project(postilctl, place)
        missing = take(postil, postilctl, look, project, source, sys.argv[5:])
    for line in missing:
        print(line, file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
