# gui_many.py - decisions about tens of thousands: with progress, to be stopped, undone in one step, and never half done
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_many.py POSTIL POSTILCTL, under with-display"""
import json
import subprocess
import sys
import time

from desk import Desk, Project, Tap, screenshot, tell, wait

N_DOCUMENTS = 500
N_EACH = 100
N = N_DOCUMENTS * N_EACH
ACCEPTING, UNDOING, REDOING = "Accepting Suggestions", "Undoing", "Redoing"


def lines():
    for d in range(N_DOCUMENTS):
        words = [f"Clerk {d} {i} spoke" for i in range(N_EACH)]
        starts = [0]
        for word in words:
            starts.append(starts[-1] + len(word) + 2)
        yield {"id": f"page{d}", "text": ". ".join(words) + ".",
               "spans": [{"start": start, "end": start + len(word), "label": "Denial", "text": word, "score": 0.95,
                          "source": "rules/many", "state": "suggested"} for word, start in zip(words, starts)]}


class Bulk:
    """The project, and the window that decides about all of it."""

    def __init__(self, tap, desk, project):
        self.tap, self.desk, self.project = tap, desk, project

    def states(self):
        """Suggested, kept; while the file is written to its reader waits."""
        return tuple(self.project.value("SELECT count (*) FROM span WHERE state = ? AND structure = 0", state) for state in (0, 1))

    def edits(self):
        """(number of done, number of undone) decisions about many in the history."""
        return tuple(self.project.value("SELECT count (*) FROM edit WHERE title LIKE 'Accept % suggestions' AND state = ?", state)
                     for state in (0, 1))

    def ask(self):
        """As far as the second press, which is meant."""
        self.desk.focus("")
        self.desk.press_until("ctrl+shift+a", "the dialog", lambda: self.desk.windows("Decide on Many"))
        self.desk.focus("Decide on Many")
        wait("what it touches", lambda: self.desk.reads(f"{N} suggestions are touched"))
        self.desk.key("alt+a")
        time.sleep(0.3)  # no double click: the second press is meant
        self.desk.key("alt+a")
        wait("the dialog to go", lambda: not self.desk.windows("Decide on Many"))

    def working(self, title):
        return wait(f"the window {title!r}", lambda: self.desk.windows(title))

    def stop(self, title, said):
        self.working(title)
        self.desk.focus(title)
        screenshot(f"many-{title.split()[0].lower()}.png")
        self.desk.key("Escape")
        wait(said, lambda: self.desk.reads(said))
        wait("the window to go", lambda: not self.desk.windows(title))
        self.desk.focus("")

    def all_done(self, title, said):
        wait(said, lambda: self.desk.reads(said))
        wait("the window to go", lambda: not self.desk.windows(title))
        self.desk.focus("")


def stopped(tap, bulk):
    bulk.ask()
    bulk.stop(ACCEPTING, "Stopped; nothing was decided")
    tap.equal((bulk.states(), bulk.edits()), ((N, 0), (0, 0)), "a decision about many that is stopped has decided nothing")


def decided(tap, bulk):
    bulk.ask()
    bulk.working(ACCEPTING)
    tap.ok(True, "what takes a while says how far it is")
    bulk.all_done(ACCEPTING, f"Accepted {N} suggestions")
    tap.equal((bulk.states(), bulk.edits()), ((0, N), (1, 0)), "all are accepted, in one step of history")
    screenshot("many-done.png")


def undone(tap, bulk):
    bulk.desk.key("ctrl+z")
    bulk.stop(UNDOING, "Stopped; nothing has changed")
    tap.equal((bulk.states(), bulk.edits()), ((0, N), (1, 0)), "an undo that is stopped has undone nothing")
    bulk.desk.key("ctrl+z")
    bulk.working(UNDOING)
    bulk.all_done(UNDOING, "Undone: Accept")
    tap.equal((bulk.states(), bulk.edits()), ((N, 0), (0, 1)), "one undo takes all of it back")
    wait("the queue", lambda: bulk.desk.reads(f"{N} open in the queue"))
    tap.ok(True, "and the queue is whole again")
    bulk.desk.key("ctrl+shift+z")
    bulk.working(REDOING)
    bulk.all_done(REDOING, "Redone: Accept")
    tap.equal((bulk.states(), bulk.edits()), ((0, N), (1, 0)), "one redo does it again")


def killed(tap, bulk):
    """In the middle of an undo: all or nothing."""
    bulk.desk.key("ctrl+z")
    bulk.working(UNDOING)
    bulk.desk.process.kill()
    bulk.desk.process.wait()


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "many.postil")
        (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, lines())) + "\n", encoding="utf-8")
        subprocess.run([postilctl, "new", project.path], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([postilctl, "import", project.path, folder / "pages.jsonl"], check=True, stdout=subprocess.DEVNULL)
        with Desk(postil, project.path) as desk:
            bulk = Bulk(tap, desk, project)
            desk.page()
            desk.key("alt+2")
            wait("the queue", lambda: desk.reads(f"{N} open in the queue"))
            stopped(tap, bulk)
            decided(tap, bulk)
            undone(tap, bulk)
            tap.equal(desk.said(), [], "nothing was complained about")
            killed(tap, bulk)
        with Desk(postil, project.path) as again:
            again.page()
            bulk = Bulk(tap, again, project)
            tap.equal((bulk.states(), bulk.edits()), ((0, N), (1, 0)), "an undo that was killed half way has undone nothing")
            again.quit(tap)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
