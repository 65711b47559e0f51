#!/usr/bin/env python3
# summary.py - counts what a run of "meson test" really ran, down to the single TAP line
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""summary.py BUILD STATUS [MESON-TEST-ARGUMENT...]

Reads BUILD/meson-logs/testlog.json, prints the log of each test that failed and, as the last line,
"N passed, N failed" with ", N skipped" when there are any. Exits 1 unless all went well.

A TAP program counts by its top-level lines. Points that its plan promised and that never came are failures; so is a
program that ended badly although each of its lines was fine, and a test that meson knows and that left no record.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

POINT = re.compile(r"^(not )?ok\b(?:\s+(\d+))?\s*(.*)$")
PLAN = re.compile(r"^1\.\.(\d+)\s*(?:#\s*(\S+).*)?$")
DIRECTIVE = re.compile(r"(?<!\\)#\s*(SKIP|TODO)\b", re.IGNORECASE)
LOG_LINES = 400


class Count:
    """How many points passed, failed and were skipped, and the names of the failed ones."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.names = []

    def fail(self, name, times=1):
        self.failed += times
        self.names.append(name)


def count_tap(text, result):
    """Count the points of one TAP stream; @result is meson's word on the whole program."""
    count, plan, seen = Count(), None, 0
    for line in text.splitlines():
        if match := PLAN.match(line):
            plan = int(match[1])
            if plan == 0 and (match[2] or "").upper().startswith("SKIP"):
                count.skipped += 1
            continue
        if line.startswith("Bail out!"):
            count.fail(line)
            continue
        match = POINT.match(line)
        if not match:
            continue
        seen += 1
        directive = DIRECTIVE.search(match[3])
        if directive and directive[1].upper() == "SKIP":
            count.skipped += 1
        elif match[1]:
            count.fail(line)
        else:
            count.passed += 1
    if plan is not None and seen < plan:
        count.fail(f"{plan - seen} of {plan} planned points did not run", plan - seen)
    if plan is None and seen:
        count.fail("the stream ended without a plan")
    if result not in ("OK", "SKIP") and count.failed == 0:
        count.fail(f"every line was fine, but the program ended with {result}")
    if result in ("OK", "SKIP") and count.passed + count.failed + count.skipped == 0:
        count.fail("the program reported no test at all")
    return count


def count_exit(result):
    """Count a test that speaks through its exit status."""
    count = Count()
    if result in ("OK", "EXPECTEDFAIL"):
        count.passed = 1
    elif result == "SKIP":
        count.skipped = 1
    else:
        count.fail(result)
    return count


def count_entry(entry, protocol):
    if protocol == "tap":
        return count_tap(entry.get("stdout") or "", entry["result"])
    return count_exit(entry["result"])


def show_failure(entry, count):
    print(f"\n---- FAILED: {entry['name']} ({entry['result']}, exit status {entry.get('returncode')})")
    for name in count.names[:50]:
        print(f"     {name}")
    for stream in ("stdout", "stderr"):
        lines = (entry.get(stream) or "").splitlines()
        if lines:
            print(f"---- {stream}" + (f" (the last {LOG_LINES} of {len(lines)} lines)" if len(lines) > LOG_LINES else ""))
            print("\n".join(lines[-LOG_LINES:]))


def known_tests(build):
    """Name -> protocol of all tests that meson would run."""
    out = subprocess.run(["meson", "introspect", "--tests", str(build)], capture_output=True, text=True, check=True)
    return {test["name"]: test["protocol"] for test in json.loads(out.stdout)}


def base_name(name):
    """meson records "project:suite / name" or just "name"."""
    return name.rsplit(" / ", 1)[-1]


def main():
    build, status, arguments = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    tests = known_tests(build)
    records = (build / "meson-logs" / "testlog.json").read_text(encoding="utf-8", errors="replace")
    total, seen = Count(), set()
    for line in records.splitlines():
        entry = json.loads(line)
        name = base_name(entry["name"])
        seen.add(name)
        count = count_entry(entry, tests.get(name, "exitcode"))
        total.passed += count.passed
        total.failed += count.failed
        total.skipped += count.skipped
        if count.failed:
            show_failure(entry, count)
    narrowed = any(not argument.startswith("--timeout") and not argument.isdigit() for argument in arguments)
    for name in [] if narrowed else sorted(set(tests) - seen):
        print(f"\n---- FAILED: {name} left no record")
        total.failed += 1
    if status and not total.failed:
        print(f"\n---- FAILED: meson test ended with status {status}")
        total.failed += 1
    print(f"{total.passed} passed, {total.failed} failed" + (f", {total.skipped} skipped" if total.skipped else ""))
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
