#!/usr/bin/env python3
# check-headers.py - every header of the core compiles on its own, twice, with nothing before it
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-headers.py COMPILER..."""
import shlex
import subprocess
import sys
from pathlib import Path

from tap import ROOT, Tap, run, tree_files


def compile_alone(compiler, flags, include):
    source = f"#include {include}\n#include {include}\nint postil_header_check;\n"
    done = subprocess.run([*compiler, *flags, "-fsyntax-only", "-Wall", "-Werror", "-x", "c", "-"], input=source,
                          capture_output=True, text=True, timeout=120, check=False)
    return done.stderr if done.returncode else None


def main():
    compiler = sys.argv[1:] or ["cc"]
    flags = shlex.split(run("pkg-config", "--cflags", "gio-2.0", "gio-unix-2.0").stdout)
    flags += ["-std=gnu11", "-D_GNU_SOURCE", f"-I{ROOT}/include"]
    tap = Tap()
    public = [path for path in tree_files(".h") if path.parts[0] == "include"]
    for path in public:
        complaint = compile_alone(compiler, flags, f"<{Path(*path.parts[1:])}>")
        tap.check(f"{path} needs no other header first", [complaint] if complaint else [])
    umbrella = (ROOT / "include/postil/postil.h").read_text(encoding="utf-8")
    tap.check("postil.h includes them all",
              (f"{path.name} is missing" for path in public
               if path.name != "postil.h" and f"<postil/{path.name}>" not in umbrella))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
