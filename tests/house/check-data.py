#!/usr/bin/env python3
# check-data.py - what is installed beside the programs is valid, and the sample texts are what their page says
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-data.py [POSTILCTL]"""
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

from tap import ROOT, Tap, read, run, tree_files

ID = "io.github.postil.Postil"
DATA = ROOT / "data"


def check_with(tap, name, tool, *arguments):
    """One point: @tool has nothing to say against it."""
    if not shutil.which(tool):
        tap.skip(name, f"{tool} is not installed")
        return
    done = run(tool, *arguments)
    tap.check(name, [done.stdout + done.stderr] if done.returncode else [])


def check_descriptions(tap):
    check_with(tap, "the desktop entry is valid", "desktop-file-validate", DATA / f"{ID}.desktop")
    check_with(tap, "the metainfo is valid", "appstreamcli", "validate", "--pedantic", "--no-net", DATA / f"{ID}.metainfo.xml")
    check_with(tap, "the settings schema is valid", "glib-compile-schemas", "--strict", "--dry-run", DATA)
    files = [ROOT / path for path in tree_files(".xml", ".svg", ".ui")]
    check_with(tap, "all XML is well-formed", "xmllint", "--noout", "--nonet", *files)
    version = re.search(r"^  version: '([^']+)'", read("meson.build"), re.MULTILINE)[1]
    releases = re.findall(r'<release version="([^"]+)"', read(f"data/{ID}.metainfo.xml"))
    tap.check("the metainfo's newest release is meson's version", [] if releases[:1] == [version] else [f"{releases} and {version}"])


def check_icons(tap):
    complaints = []
    for path in sorted((DATA / "icons").glob("*.svg")):
        text = path.read_text(encoding="utf-8")
        side = "16" if path.stem.endswith("-symbolic") else "128"
        if f'width="{side}" height="{side}"' not in text:
            complaints.append(f"{path.name} is not {side} by {side}")
        if re.search(r"href=|<image|<text|<script|<style", text):
            complaints.append(f"{path.name} holds more than shapes")
    for name in (f"{ID}.svg", f"{ID}-symbolic.svg", "application-vnd.postil.project.svg"):
        if not (DATA / "icons" / name).is_file():
            complaints.append(f"{name} is missing")
    tap.check("the icons have their sizes and are shapes only", complaints)


def check_mime(tap, postilctl):
    """A project that has lost its name is still known by its bytes."""
    name = "a project is known by its bytes"
    if not postilctl or not Path(postilctl).is_file() or not shutil.which("update-mime-database") or not shutil.which("gio"):
        tap.skip(name, "postilctl, update-mime-database or gio is not here")
        return
    with tempfile.TemporaryDirectory() as folder:
        packages = Path(folder, "share/mime/packages")
        packages.mkdir(parents=True)
        for source in (DATA / f"{ID}.mime.xml", Path("/usr/share/mime/packages/freedesktop.org.xml")):
            shutil.copy(source, packages / source.name.replace(".mime.xml", ".xml"))
        built = run("update-mime-database", packages.parent)
        made = run(postilctl, "new", Path(folder, "p.postil"))
        if made.returncode or built.returncode:
            tap.check(name, [built.stderr, made.stderr])
            return
        Path(folder, "p.postil").rename(Path(folder, "nameless"))
        info = run("gio", "info", "-a", "standard::content-type", Path(folder, "nameless"),
                   env={"XDG_DATA_DIRS": f"{folder}/share", "XDG_DATA_HOME": f"{folder}/none", "PATH": "/usr/bin:/bin", "HOME": folder})
        tap.check(name, [] if "application/vnd.postil.project" in info.stdout else [info.stdout + info.stderr])


def check_samples(tap):
    samples = sorted((DATA / "samples").glob("*.txt"))
    texts = {path: path.read_bytes() for path in samples}
    tap.check("there are eight to twelve sample texts", [] if 8 <= len(samples) <= 12 else [f"{len(samples)}"])
    broken = []
    for path, text in texts.items():
        try:
            text.decode("utf-8")
        except UnicodeDecodeError as error:
            broken.append(f"{path.name}: {error}")
    tap.check("they are UTF-8", broken)
    everything = b"".join(texts.values()).decode("utf-8", errors="replace")
    kinds = {
        "a file with CRLF lines": any(b"\r\n" in text for text in texts.values()),
        "a file with a byte order mark": any(text.startswith(b"\xef\xbb\xbf") for text in texts.values()),
        "straight and curly double quotes": '"' in everything and "“" in everything,
        "curly single quotes inside curly double ones": bool(re.search(r"“[^”]*‘[^’”]*’", everything)),
        "names beyond ASCII": bool(re.search(r"[À-ž]", everything)),
        "an emoji": any(ord(char) > 0x1F000 for char in everything),
        "quoted replies": bool(re.search(r"^\s*> ", everything, re.MULTILINE)),
        "headers that run into the name": bool(re.search(r"^\S+\d+h ago", everything, re.MULTILINE)),
        "headers with their own words": "Posted by " in everything,
        "site furniture that stands in two files": "Sign in | Register" in everything and everything.count("Sign in | Register") > 1,
    }
    tap.check("they hold what makes such pages hard", (what for what, there in kinds.items() if not there))


TITLES = {
    "01-courier-gate-three.txt": "Nobody rang, nobody knocked: Tanner's Row counts the cost of Gate Three",
    "02-wire-company-rejects.txt": "Dam operator rejects claim that siren was switched off",
    "03-standard-the-log.txt": "The page that was not meant to leave the building",
    "05-brenna-statement.txt": "Statement of the company on the events of 10 November",
    "06-council-statement.txt": "Statement of the council on the release from Ashmere Reservoir",
    "08-courier-column.txt": "In praise of a very quiet siren",
    "09-thread-tailrace.txt": "Siren below Ashmere was dead for 87 days, says operator. Company: no it wasn't",
}


def check_sample_project(tap, postilctl):
    """What ./dev run makes: every text comes in, under its headline, as an article or a thread."""
    name = "the samples come in under their headlines, threads as threads"
    if not postilctl or not Path(postilctl).is_file():
        tap.skip(name, "postilctl is not here")
        return
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "sample.postil")
        steps = [run(postilctl, "new", project), run(postilctl, "import", project, DATA / "samples"),
                 run(postilctl, "export", project, "--format", "jsonl", "--output", Path(folder, "out.jsonl"))]
        complaints = [step.stderr for step in steps if step.returncode]
        documents = {}
        if not complaints:
            lines = Path(folder, "out.jsonl").read_text(encoding="utf-8").split("\n")
            documents = {document["id"]: document for document in map(json.loads, filter(None, lines))}
        for path in sorted((DATA / "samples").iterdir()):
            meta = documents.get(path.name, {}).get("meta", {})
            if meta.get("title") != TITLES.get(path.name, meta.get("title")):
                complaints.append(f"{path.name} has the title {meta.get('title')}")
            if meta.get("kind") != ("thread" if "thread" in path.name else "article"):
                complaints.append(f"{path.name} is {meta.get('kind')}")
        tap.check(name, complaints)


def main():
    tap = Tap()
    check_descriptions(tap)
    check_icons(tap)
    check_mime(tap, sys.argv[1] if len(sys.argv) > 1 else None)
    check_samples(tap)
    check_sample_project(tap, sys.argv[1] if len(sys.argv) > 1 else None)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
