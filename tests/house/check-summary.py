#!/usr/bin/env python3
# check-summary.py - the counter of ./dev test counts what it is given, the bad cases above all
#
# SPDX-License-Identifier: GPL-3.0-or-later
import sys
from pathlib import Path

from tap import ROOT, Tap, run

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import summary  # noqa: E402  (the folder is known only now)

# (what, stream, meson's result) -> (passed, failed, skipped)
CASES = [
    ("a clean stream", "1..2\nok 1 - a\nok 2 - b\n", "OK", (2, 0, 0)),
    ("a plan at the end", "ok 1 a\nok 2 b\n1..2\n", "OK", (2, 0, 0)),
    ("a failing point", "1..2\nok 1 a\nnot ok 2 b\n", "FAIL", (1, 1, 0)),
    ("a skipped point", "1..2\nok 1 a\nok 2 b # SKIP no shared folder\n", "OK", (1, 0, 1)),
    ("a hash that is no directive", "1..1\nok 1 - issue \\# SKIP\n", "OK", (1, 0, 0)),
    ("a crash half-way", "1..5\nok 1 a\nok 2 b\n", "ERROR", (2, 3, 0)),
    ("a bad end after good lines", "1..1\nok 1 a\n", "ERROR", (1, 1, 0)),
    ("a timeout before the first line", "", "TIMEOUT", (0, 1, 0)),
    ("a program that says nothing", "", "OK", (0, 1, 0)),
    ("a stream without a plan", "ok 1 a\n", "OK", (1, 1, 0)),
    ("a bail-out", "1..1\nBail out! no display\n", "ERROR", (0, 2, 0)),
    ("a whole program skipped", "1..0 # SKIP no display\n", "SKIP", (0, 0, 1)),
    ("subtests count once, with their parent", "1..1\n    ok 1 inner\n    not ok 2 inner\n    1..2\nnot ok 1 outer\n", "FAIL", (0, 1, 0)),
]


def main():
    tap = Tap()
    for name, stream, result, expected in CASES:
        count = summary.count_tap(stream, result)
        found = (count.passed, count.failed, count.skipped)
        tap.check(f"counts {name}", [] if found == expected else [f"expected {expected}, found {found}"])
    for result, expected in (("OK", (1, 0, 0)), ("FAIL", (0, 1, 0)), ("TIMEOUT", (0, 1, 0)), ("SKIP", (0, 0, 1))):
        count = summary.count_exit(result)
        found = (count.passed, count.failed, count.skipped)
        tap.check(f"counts an exit with {result}", [] if found == expected else [f"expected {expected}, found {found}"])
    done = run("bash", "-n", ROOT / "dev")
    tap.check("./dev is sound bash", [done.stderr] if done.returncode else [])
    done = run(ROOT / "dev", "help")
    commands = ("run", "test", "build", "bench", "lint", "format", "sanitize")
    tap.check("./dev help names every command", (name for name in commands if f"./dev {name}" not in done.stdout))
    done = run(ROOT / "dev", "frobnicate")
    tap.check("./dev refuses what it does not know", [] if done.returncode and "frobnicate" in done.stderr else [done.stderr])
    runner = (ROOT / ".ci/run").read_text(encoding="utf-8")
    tap.check(".ci/run is ./dev test", [] if "exec ./dev test" in runner else [runner])
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
