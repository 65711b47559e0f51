#!/usr/bin/env python3
# check-manual.py - the manual pages are sound and say what the programs say
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-manual.py [--update] [POSTILCTL [POSTIL]]

The keys in postil.1 come from the table in ui/keys.c: with --update they are written anew, otherwise compared. Each verb of
"postilctl help" must have its place in postilctl.1, with each of its options, and must answer --help."""
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tap import ROOT, Tap, read, run

PAGES = ROOT / "data/man"
BEGIN = '.\\" The keys below come from ui/keys.c: tests/house/check-manual.py --update writes them.\n'
END = '.\\" End of the keys.\n'
NAMES = {"space": "Space", "Page_Down": "Page Down", "Page_Up": "Page Up", "KP_Delete": "Keypad Delete", "question": "?",
         "slash": "/", "comma": ","}
ROW = re.compile(r'\{\s*(POSTIL_KEYS_\w+),\s*\w+,\s*(?:NULL|"[^"]*"),\s*(NULL|"[^"]*"),\s*N_ \("([^"]*)"\),\s*'
                 r'(?:N_ \()?(NULL|"[^"]*")\)?\s*\}')
TITLE = re.compile(r'\[(POSTIL_KEYS_\w+)\]\s*=\s*N_ \("([^"]*)"\)')


def spoken(accel):
    """ "<Control><Shift>z" as people read it."""
    modifiers = re.findall(r"<(\w+)>", accel)
    key = re.sub(r"<\w+>", "", accel)
    key = NAMES.get(key, key.upper() if len(key) == 1 else key)
    return "+".join([{"Control": "Ctrl"}.get(name, name) for name in modifiers] + [key])


def keys_of_program():
    """[(group title, [(keys, what they do)])] in the table's order."""
    source = read("ui/keys.c")
    titles, groups = dict(TITLE.findall(source)), {}
    for group, accels, title, shown in ROW.findall(source):
        keys = shown.strip('"') if shown != "NULL" else ", ".join(spoken(accel) for accel in accels.strip('"').split())
        groups.setdefault(titles.get(group, group), []).append((keys, title))
    return list(groups.items())


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


def keys_as_roff():
    lines = []
    for title, rows in keys_of_program():
        lines.append(f".SS {title}\n")
        for keys, what in rows:
            lines.append(f".TP\n.B {roff(keys)}\n{roff(what)}\n")
    return "".join(lines)


def split_page(page):
    head, rest = page.split(BEGIN)
    body, tail = rest.split(END)
    return head, body, tail


def update():
    path = PAGES / "postil.1"
    head, _, tail = split_page(path.read_text(encoding="utf-8"))
    path.write_text(head + BEGIN + keys_as_roff() + END + tail, encoding="utf-8")


def check_pages(tap):
    for name in ("postil.1", "postilctl.1"):
        if not shutil.which("man"):
            tap.skip(f"{name} is sound", "man is not installed")
            continue
        done = run("man", "--warnings", "--local-file", "-E", "UTF-8", "-Tutf8", PAGES / name,
                   env={"MANWIDTH": "80", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "MANROFFOPT": "-rHY=0"})
        complaints = [done.stderr] if done.stderr or done.returncode else []
        tap.check(f"{name} is sound", complaints or ([] if len(done.stdout) > 1500 else ["it is hardly there"]))
    if not (ROOT / "ui/keys.c").is_file():
        tap.skip("postil.1 has the keys of ui/keys.c", "there is no table yet")
        return
    body, fresh = split_page(read("data/man/postil.1"))[1], keys_as_roff()
    tap.check("the table of keys was found", [] if sum(len(rows) for _, rows in keys_of_program()) > 20 else ["it has changed its form"])
    tap.check("postil.1 has the keys of ui/keys.c", [] if body == fresh else
              ["tests/house/check-manual.py --update writes them anew; missing:", *sorted(set(fresh.split("\n")) - set(body.split("\n")))])


def verbs_of(postilctl):
    return re.findall(r"^  ([a-z]+)\s", run(postilctl, "help").stdout.split("Verbs:")[-1], re.MULTILINE)


def section_of(page, verb):
    """What postilctl.1 says about one verb: from its .SS line to the next."""
    match = re.search(rf"^\.SS {verb}\n(.*?)(?=^\.S[SH] )", page, re.MULTILINE | re.DOTALL)
    return match[1].replace("\\-", "-") if match else None


def check_verbs(tap, postilctl):
    page, verbs = read("data/man/postilctl.1"), verbs_of(postilctl)
    tap.check("postilctl help lists verbs", [] if len(verbs) >= 8 else [f"only {verbs}"])
    for verb in verbs:
        done = run(postilctl, verb, "--help")
        complaints = [] if done.returncode == 0 and "Usage:" in done.stdout else [f"exit {done.returncode}: {done.stdout}{done.stderr}"]
        section = section_of(page, verb)
        if section is None:
            complaints.append(f"postilctl.1 has no .SS {verb}")
        else:
            options = set(re.findall(r"--[a-z][a-z-]*", done.stdout)) - {"--help", "--version"}
            complaints += [f"postilctl.1 does not tell about {option}" for option in sorted(options) if option not in section]
            told = set(re.findall(r'^\.TP\n\.BI? .*?(--[a-z][a-z-]*)', section, re.MULTILINE))
            complaints += [f"postilctl.1 tells about {option}, --help does not" for option in sorted(told - options)]
        tap.check(f"{verb} explains itself and is in the manual", complaints)
    ghosts = set(re.findall(r"^\.SS ([a-z]+)$", page, re.MULTILINE)) - set(verbs)
    tap.check("the manual knows no verb that is not there", sorted(ghosts))


def check_program(tap, program):
    name = Path(program).name
    page = read(f"data/man/{name}.1").replace("\\-", "-")
    options = set(re.findall(r"--[a-z][a-z-]*", run(program, "--help").stdout)) - {"--gapplication-service"}
    options = {option for option in options if not option.startswith("--help-")}
    tap.check(f"{name}.1 has the program's options", sorted(option for option in options if option not in page))
    for option in ("--help", "--version"):
        try:
            done = run(program, option, env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"})
            complaints = [] if done.returncode == 0 and done.stdout.strip() else [f"exit {done.returncode}: {done.stderr}"]
        except subprocess.TimeoutExpired:
            complaints = ["it did not come back"]
        tap.check(f"{name} {option} works without a display", complaints)


def main():
    if "--update" in sys.argv[1:]:
        update()
        return 0
    tap = Tap()
    check_pages(tap)
    if len(sys.argv) > 1:
        check_verbs(tap, sys.argv[1])
        for program in sys.argv[1:3]:
            check_program(tap, program)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
