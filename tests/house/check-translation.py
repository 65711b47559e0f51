#!/usr/bin/env python3
# check-translation.py - every message for people is taken through gettext, and every language has all of them
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-translation.py [--update | --pseudo FILE.mo]

--update brings data/po up to the sources: the list of files, and in the languages the messages; new ones come in empty, to be
translated by hand.
--pseudo writes a language that nobody speaks: each message in brackets, accented and longer, so that a window shows at a
glance what was not taken through gettext and what has no room to grow."""
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

from tap import ROOT, Tap, read, run, tree_files

PO = ROOT / "data/po"
KEYWORDS = ("_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "NP_:1,2")
# Words that are the same in every language: keys, patterns, the program's name.
BARE = {"Postil", "Aa", ".*", "A", "X", "S", "F5"}
CALL = re.compile(r"\b(?:_|N_|C_|NC_|ngettext|NP_) ?\(\s*\"")
SHOWN = re.compile(r'<(?:property|attribute) name="(?:label|title|tooltip-text|placeholder-text|description|subtitle|text|heading)">([^<]*)<')
# What tells people that something is wrong, or what an import did.
COMPLAINT = re.compile(r"\b(?:g_(?:set|prefix)_error(?:_literal)?|g_error_new(?:_literal)?|postil_report_add(?:_kind)?|"
                       r"postil_intake_(?:refuse|warn|note)|postil_yaml_fail|refuse|complain|fail) \(")
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
WRAPPED = re.compile(r'\b(?:_|N_|ngettext) \((?:[^()"]|"(?:[^"\\]|\\.)*")*\)')
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[()]')
ENTRY = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) "(.*)"$')
ACCENTS = str.maketrans("AEINOSUYaceinosuyz", "ÅÉÎÑÖŠÛÝåçéîñöšûýž")
# What must come out as it went in: directives of printf and strftime, mnemonics, line ends.
KEPT = re.compile(r"(%(?:'?\d*\$?[-+ #0']*\d*(?:\.\d+)?[a-zA-Z]+|%)|\\.|_(?=\w))")


def languages():
    return [line.strip() for line in read("data/po/LINGUAS").splitlines() if line.strip() and not line.startswith("#")]


def potfiles():
    return [line.strip() for line in read("data/po/POTFILES").splitlines() if line.strip() and not line.startswith("#")]


def rule_reasons():
    """What the shipped rules say of what they find, which is shown translated (ui/stored-words.c)."""
    found = set()
    for path in tree_files(".yaml"):
        if path.parts[:2] == ("resources", "rules"):
            found.update(reason.strip("'\"") for reason in re.findall(r"(?m)^ +reason: *(.+?) *$", read(path)))
    return sorted(found)


def make_pot(path):
    """All messages of the sources; the same options as in data/po/meson.build, and the rules, which xgettext cannot read."""
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder, "rules.c")
        rules.write_text("".join(f"N_ ({json.dumps(reason, ensure_ascii=False)})\n" for reason in rule_reasons()), encoding="utf-8")
        return run("xgettext", "--from-code=UTF-8", "--add-comments=Translators", "--no-location", "--package-name=postil",
                   *(f"--keyword={word}" for word in KEYWORDS), f"--directory={ROOT}", f"--files-from={PO / 'POTFILES'}",
                   "-o", path, rules)


def entries(text):
    """Each message of a .po file as a dictionary of its fields."""
    entry, field = {}, None
    for line in text.splitlines() + [""]:
        match = ENTRY.match(line)
        if match:
            field = match[1]
            entry[field] = match[2]
        elif line.startswith('"') and field:
            entry[field] += line[1:-1]
        elif entry:
            yield entry
            entry, field = {}, None


def pseudo(message):
    """A message as the language of nobody has it. Dates and credits stay: they are no sentences."""
    parts = KEPT.split(message)
    letters = sum(len(part) for part in parts[::2])
    words = "".join(part if i % 2 else part.translate(ACCENTS) for i, part in enumerate(parts))
    head, tail = re.match(r"((?:\\n| )*)", words)[1], re.search(r"((?:\\n| )*)$", words)[1]
    middle = words[len(head):len(words) - len(tail)]
    return f"{head}⟦{middle}{'~' * max(1, letters * 2 // 5)}⟧{tail}"


def write_pseudo(path):
    with tempfile.TemporaryDirectory() as folder:
        pot, po = Path(folder, "p.pot"), Path(folder, "p.po")
        make_pot(pot)
        lines = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=n != 1;\\n"\n']
        for entry in entries(pot.read_text(encoding="utf-8")):
            if not entry["msgid"]:
                continue
            context = f'msgctxt "{entry["msgctxt"]}"\n' if "msgctxt" in entry else ""
            head = f'{context}msgid "{entry["msgid"]}"\n'
            if "msgid_plural" in entry:
                lines.append(f'{head}msgid_plural "{entry["msgid_plural"]}"\nmsgstr[0] "{pseudo(entry["msgid"])}"\n'
                             f'msgstr[1] "{pseudo(entry["msgid_plural"])}"\n')
            else:
                lines.append(f'{head}msgstr "{pseudo(entry["msgid"])}"\n')
        po.write_text("\n".join(lines), encoding="utf-8")
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        done = run("msgfmt", "-c", "-o", path, po)
    if done.returncode:
        sys.stderr.write(done.stderr)
    return done.returncode


def at_work():
    """On a branch words may change still; what is released, or on main, is whole."""
    branch = run("git", "-c", f"safe.directory={ROOT}", "-C", ROOT, "rev-parse", "--abbrev-ref", "HEAD")
    return branch.returncode == 0 and branch.stdout.strip() not in ("main", "HEAD")


def files_with_messages():
    """Of the window, and of the core, which speaks the window's language; the command line says all in English."""
    return [path for path in tree_files(".c", ".ui") if path.parts[0] in ("ui", "app") and path.parts[:2] != ("app", "cli")
            and (CALL.search(read(path)) or 'translatable="yes"' in read(path))]


def complaints(text):
    """Each call that tells people what is wrong, with the number of its line."""
    for match in COMPLAINT.finditer(text):
        depth, end = 1, match.end()
        for token in TOKEN.finditer(text, match.end()):
            depth += {"(": 1, ")": -1}.get(token[0], 0)
            end = token.end()
            if depth == 0:
                break
        if not text[end:].lstrip().startswith("{"):
            yield text[:match.start()].count("\n") + 1, text[match.end():end]


def bare_complaints(path):
    """What the core says of files, rules and texts without gettext: sentences in a call that no _ () holds."""
    for number, call in complaints(read(path)):
        for literal in LITERAL.findall(WRAPPED.sub("", call)):
            if re.search(r"[A-Za-z]{2,} [A-Za-z]", literal):
                yield f"{path}:{number}: \"{literal}\" is not in _ ()"


def update():
    lines = read("data/po/POTFILES").splitlines()
    kept = set(map(str, files_with_messages()))
    first = [line for line in lines if line.startswith(("#", "data/"))]
    (PO / "POTFILES").write_text("\n".join(first + sorted(kept)) + "\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder, "postil.pot")
        make_pot(pot)
        for language in languages():
            po = PO / f"{language}.po"
            done = run("msgmerge", "--quiet", "--update", "--backup=none", "--no-fuzzy-matching", "--no-location", "--width=120", po, pot)
            cleaned = run("msgattrib", "--no-obsolete", "--no-location", "--width=120", "-o", po, po)
            sys.stderr.write(done.stderr + cleaned.stderr)
            # Says when, which is noise in every branch.
            po.write_text(re.sub(r'"POT-Creation-Date: .*\n', "", po.read_text(encoding="utf-8")), encoding="utf-8")
            print(f"{language}: {run('msgfmt', '--statistics', '-o', '/dev/null', po).stderr.strip()}")


def check_sources(tap):
    listed, bare = set(potfiles()), []
    missing = [f"{path} has messages, and data/po/POTFILES does not know it: tests/house/check-translation.py --update"
               for path in files_with_messages() if str(path) not in listed]
    for path in tree_files(".ui"):
        for shown in SHOWN.findall(read(path)):
            if re.search(r"\w", shown) and shown not in BARE:
                bare.append(f'{path}: "{shown}" is not translatable="yes"')
    missing += [f"data/po/POTFILES: there is no {name}" for name in sorted(listed) if not (ROOT / name).is_file()]
    bare_core = [line for path in tree_files(".c") if path.parts[0] == "app" and path.parts[1] != "cli"
                 for line in bare_complaints(path)]
    tap.check("POTFILES names every file with messages, and no other", missing)
    tap.check("what the .ui files show can be translated", bare)
    tap.check("what the core complains of can be translated", bare_core)


def check_language(tap, language, pot):
    po = PO / f"{language}.po"
    done = run("msgfmt", "--check", "--statistics", "-o", "/dev/null", po)
    tap.check(f"{language}: msgfmt has nothing to say", [] if done.returncode == 0 and "warning" not in done.stderr else [done.stderr])
    tap.check(f"{language}: nothing is fuzzy or empty", [] if re.fullmatch(r"\d+ [^,]*\.", done.stderr.strip()) else [done.stderr])
    compared = run("msgcmp", po, pot)
    name = f"{language}: every message of the sources is translated"
    missing = [compared.stderr, "tests/house/check-translation.py --update brings them into the .po file; translate them there"]
    if compared.returncode and at_work():
        tap.skip(name, f"{len(re.findall('used but', compared.stderr))} are not yet, and this is a branch; on main all must be")
    else:
        tap.check(name, missing if compared.returncode else [])


def main():
    if "--update" in sys.argv[1:]:
        update()
        return 0
    if "--pseudo" in sys.argv[1:]:
        return write_pseudo(sys.argv[sys.argv.index("--pseudo") + 1])
    tap = Tap()
    check_sources(tap)
    if not shutil.which("xgettext"):
        tap.skip("languages", "gettext is not installed")
        return tap.done()
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder, "postil.pot")
        made = make_pot(pot)
        tap.check("xgettext reads the sources", [made.stderr] if made.returncode or "warning" in made.stderr else [])
        for language in languages():
            check_language(tap, language, pot)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
