#!/usr/bin/env python3
# check-source.py - the layers are not crossed, files and functions stay small, every file says what it is for
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys
from pathlib import Path

from tap import Tap, read, tree_files

# Who may see whom: a room may include its own rank's headers only when they are its own, and those of lower ranks.
RANKS = {"base": 0, "text": 1, "span": 2, "regex": 2, "store": 3, "search": 4, "suggest": 4, "exchange": 4, "agreement": 4,
         "project": 5, "cli": 6, "ui": 6}
# The public headers by room. Errors, ranges and reports are words that all rooms use; search and suggest share the regular
# expressions, which stand in a room of their own for that.
HEADERS = {
    "base": "error range report",
    "text": "text decode segments thread",
    "span": "span span-index label relation",
    "regex": "regex",
    "store": "store transaction documents labels spans relations readings history ledger unaligned statistics stored-rules",
    "search": "query search",
    "suggest": "suggester repeats entity-groups rules gazetteer score quality training learner echo command",
    "exchange": "format split profile label-pack placing plural",
    "project": "project project-rules postil",
}
ROOMS = {name: room for room, names in HEADERS.items() for name in names.split()}

# System headers and the only places that may include them.
HOMES = {
    "sqlite3.h": ("app/store/",),
    "pcre2.h": ("app/suggest/regex.c",),
    "linear.h": ("app/suggest/",),
    "gtk/gtk.h": ("ui/",),
    "adwaita.h": ("ui/",),
    "gdk/": ("ui/",),
    "unicode/": ("app/text/",),
    "yaml.h": ("app/yaml-tree.c", "app/exchange/label-pack.c"),
    "libxml/": ("app/exchange/",),
    "archive.h": ("app/exchange/",),
    "uchardet/": ("app/text/",),
    "uchardet.h": ("app/text/",),
}

# Private headers that a room lends to those above it, each for a reason.
LENT = {
    "app/exchange/json.h": ("cli",),  # what postilctl prints with --json is escaped as in the exports
    "app/exchange/span-json.h": ("cli",),  # "suggest --stream" writes spans as the exports do
    "app/exchange/intake.h": ("cli",),  # and says times as they do
}

MAX_FILE = 800
MAX_FUNCTION = 80
# "path" or "path:function" -> why it is right that it is longer.
LONG_FOR_A_REASON = {}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|(?i:not implemented|\bstub(bed|s)?\b)")


def in_house(path):
    return path.parts[0] in ("app", "include", "ui")


def room_of_source(path):
    """The room that a file of app/, ui/ or include/ stands in."""
    if path.parts[0] == "ui":
        return "ui"
    if path.parts[0] == "include":
        return ROOMS.get(path.stem)
    if len(path.parts) == 2:
        return "project" if path.stem == "project" or path.stem.startswith("project-") else "base"
    return path.parts[1]


def crossing(path, room, bracket, name):
    """A complaint about one #include, or None."""
    if bracket == "<":
        if not name.startswith("postil/"):
            return None
        other = ROOMS.get(Path(name).stem)
        if other is None:
            return f"{path}: <{name}> has no room: give it one in HEADERS of check-source.py"
    else:
        target = (path.parent / name)
        parts = []
        for part in target.parts:
            parts = parts[:-1] if part == ".." else parts + [part]
        target = Path(*parts)
        if target.parts[0] not in ("app", "ui"):
            return None  # made by the build
        other = room_of_source(target)
        if other not in (room, "base") and room not in LENT.get(str(target), ()):
            return f'{path}: "{name}" is a private header of {other}'
    if other not in RANKS:
        return f"{path}: {name}: unknown room {other}"
    if other != room and RANKS[other] >= RANKS[room]:
        return f"{path}: {room} must not include {name} of {other}"
    return None


def check_layers(tap):
    complaints, strays = [], []
    for path in tree_files(".c", ".h"):
        if not in_house(path):
            continue
        room = room_of_source(path)
        if room not in RANKS:
            complaints.append(f"{path} has no room: give it one in HEADERS or RANKS of check-source.py")
            continue
        for bracket, name in INCLUDE.findall(read(path)):
            complaints.append(crossing(path, room, bracket, name))
            for header, homes in HOMES.items():
                if name.startswith(header) and not str(path).startswith(homes):
                    strays.append(f"{path}: <{name}> belongs to {' '.join(homes)} only")
    tap.check("includes go one way: text, span, store, {search suggest exchange}, project, {cli ui}", filter(None, complaints))
    tap.check("each library is included in its own room only", strays)


def functions(text):
    """(name, first line, number of lines) of each function, by the style's brace in column 0."""
    lines = text.split("\n")
    start = None
    for number, line in enumerate(lines):
        if line == "{" and start is None:
            start = number
        elif line.startswith("}") and start is not None:
            head = number_of_head(lines, start)
            match = re.search(r"^(\w+)\s*\(", "\n".join(lines[head:start]), re.MULTILINE)
            if match and line.rstrip() == "}":
                yield match[1], head + 1, number - head + 1
            start = None


def number_of_head(lines, brace):
    """The first line of the declaration whose body opens at @brace."""
    head = brace
    while head > 0 and lines[head - 1].strip() and not lines[head - 1].startswith(("}", "#", " *", "/*")):
        head -= 1
    return head


def check_sizes(tap):
    files, bodies, other_braces = [], [], []
    for path in tree_files(".c", ".h"):
        text = read(path)
        length = text.count("\n")
        if length > MAX_FILE and str(path) not in LONG_FOR_A_REASON:
            files.append(f"{path}: {length} lines; split it by idea")
        for name, line, size in functions(text):
            if size > MAX_FUNCTION and f"{path}:{name}" not in LONG_FOR_A_REASON:
                bodies.append(f"{path}:{line}: {name} has {size} lines")
        for match in re.finditer(r"^[a-z]\w*[ *][^;=\n]*\)[ \t]*\{$", text, re.MULTILINE):
            other_braces.append(f"{path}: the brace of a function stands in column 0: {match[0]}")
    for path in tree_files(".py", "dev"):
        length = read(path).count("\n")
        if length > MAX_FILE:
            files.append(f"{path}: {length} lines")
    tap.check(f"no file over {MAX_FILE} lines", files)
    tap.check(f"no function over {MAX_FUNCTION} lines", bodies)
    tap.check("functions are written so that they can be measured", other_braces)


def check_heads(tap):
    first, licence, bare = [], [], []
    for path in tree_files(".c", ".h"):
        text = read(path)
        if not re.match(rf"/\* {re.escape(path.name)} - \S", text):
            first.append(f'{path}: the first line is not "/* {path.name} - what it is for"')
        if path.suffix == ".h" and "#pragma once" not in text:
            bare.append(f"{path}: no #pragma once")
    for path in tree_files(".c", ".h", ".py", ".sh", "meson.build", "dev"):
        if path.parts[0] == "resources":
            continue
        text = read(path)
        if text.strip() and path.name != "meson.build" and "SPDX-License-Identifier: GPL-3.0-or-later" not in text[:600]:
            licence.append(f"{path}: no SPDX line")
    tap.check("the first line of each C file says why one would open it", first)
    tap.check("SPDX lines are there", licence)
    tap.check("headers guard themselves", bare)


def check_unfinished(tap):
    found = []
    for path in tree_files(".c", ".h", ".ui", ".sql", ".yaml", ".css", ".sh"):
        if path.parts[0] not in ("app", "ui", "include", "resources"):
            continue
        for number, line in enumerate(read(path).split("\n"), 1):
            # A rule pack may well speak of a ticket stub; only code must not be one.
            if UNFINISHED.search(line) and path.suffix != ".yaml":
                found.append(f"{path}:{number}: {line.strip()}")
    tap.check("nothing is marked as unfinished", found)


def check_rooms(tap):
    rooms = {"app", "include", "ui", "resources", "tests", "data", "meson.build", "README.md", "dev", "CONTRIBUTING.md",
             "SECURITY.md", "LICENSE", "NOTICE", "meson_options.txt"}
    strange = sorted({path.parts[0] for path in tree_files()} - rooms)
    tap.check("the top level has its fixed rooms and no other",
              (name for name in strange if not name.startswith(".")))
    utils = [path for path in tree_files(".c") if path.stem.endswith(("-utils", "-util", "-misc", "-helpers"))]
    tap.check("no drawer for odds and ends", utils)


def main():
    tap = Tap()
    check_layers(tap)
    check_sizes(tap)
    check_heads(tap)
    check_unfinished(tap)
    check_rooms(tap)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
