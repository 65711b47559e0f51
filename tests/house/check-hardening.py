#!/usr/bin/env python3
# check-hardening.py - the programs are built the way SECURITY.md says
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-hardening.py SANITIZERS PROGRAM..."""
import re
import sys
from pathlib import Path

from tap import Tap, run


def check_program(tap, program):
    name = Path(program).name
    header = run("readelf", "--wide", "--file-header", program).stdout
    dynamic = run("readelf", "--wide", "--dynamic", program).stdout
    segments = run("readelf", "--wide", "--program-headers", program).stdout
    symbols = run("readelf", "--wide", "--dyn-syms", program).stdout
    tap.check(f"{name} may be loaded anywhere (PIE)", [] if re.search(r"Type:\s+DYN", header) and "(FLAGS_1)" in dynamic and
              re.search(r"FLAGS_1.*\bPIE\b", dynamic) else ["no position-independent executable"])
    tap.check(f"{name} binds all symbols at start", [] if re.search(r"BIND_NOW|FLAGS_1.*\bNOW\b", dynamic) else ["no BIND_NOW"])
    tap.check(f"{name} has read-only relocations", [] if "GNU_RELRO" in segments else ["no GNU_RELRO segment"])
    stack = re.search(r"GNU_STACK\s+(?:0x[0-9a-f]+\s+){5}([RWE ]+?)\s+0x", segments)
    tap.check(f"{name} has no executable stack", [] if stack and "E" not in stack[1] else ["GNU_STACK is executable or missing"])
    tap.check(f"{name} guards its stack frames", [] if "__stack_chk_fail" in symbols else ["no __stack_chk_fail"])
    tap.check(f"{name} calls checked functions of libc",
              [] if re.search(r"\b__\w+_chk\b", re.sub(r"__stack_chk_fail", "", symbols)) else ["no *_chk function: _FORTIFY_SOURCE is off"])
    tap.check(f"{name} looks for libraries where the system says", [f"a run path: {line.strip()}" for line in dynamic.splitlines()
              if re.search(r"\((RPATH|RUNPATH)\)", line)])


def main():
    sanitizers, programs = sys.argv[1], sys.argv[2:]
    tap = Tap()
    if sanitizers != "none":
        tap.skip("hardening of the programs", f"this build has -Db_sanitize={sanitizers}")
        return tap.done()
    for program in programs:
        check_program(tap, program)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
