# tap.py - what the house checks share: points of TAP, and the tree's own files
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""A check collects complaints, each a line that says where and what; one point of TAP per rule of the house."""
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("POSTIL_SHARED") or ROOT / ".." / "shared").resolve()


class Tap:
    """Prints points as they come and the plan at the end; the exit status is that of done()."""

    def __init__(self):
        self.count = 0
        self.bad = 0

    def check(self, name, complaints):
        """One point: fine when there is no complaint."""
        complaints = list(complaints)
        self.count += 1
        self.bad += bool(complaints)
        print(f"{'not ok' if complaints else 'ok'} {self.count} - {name}")
        for complaint in complaints[:100]:
            for line in str(complaint).splitlines():
                print(f"#   {line}")
        sys.stdout.flush()

    def skip(self, name, why):
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {why}")
        sys.stdout.flush()

    def done(self):
        print(f"1..{self.count}")
        return 1 if self.bad else 0


def tree_files(*suffixes):
    """Files of the project, relative to its root: those that git tracks or would track; all files outside of git."""
    try:
        out = subprocess.run(["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                             cwd=ROOT, capture_output=True, text=True, check=True).stdout
        names = [name for name in out.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*")
                 if path.is_file() and not str(path.relative_to(ROOT)).startswith(("build", ".git/"))]
    return sorted(Path(name) for name in set(names)
                  if (not suffixes or name.endswith(suffixes)) and (ROOT / name).is_file())


def read(path):
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def run(*command, **options):
    """The finished process, output as text, no input."""
    return subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=120, check=False, **options)
