#!/usr/bin/python3
# gui_review.py - sixty suggestions by keyboard with every kind of decision, a restart in the middle, then the books
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_review.py POSTIL POSTILCTL, under with-display"""
import json
import math
import subprocess
import sys

from desk import Desk, Project, Tap, screenshot, tell, wait

N_DOCUMENTS, N_EACH = 6, 12  # one of each dozen says the same everywhere


def lines():
    """Documents with a dozen suggestions each, as a project would be filled from elsewhere."""
    for d in range(N_DOCUMENTS):
        text, spans = "", []
        for i in range(N_EACH):
            words = "The mayor denied it" if i == 0 else f"Clerk {d}{i:02} denied part {i}"
            spans.append({"start": len(text), "end": len(text) + len(words), "label": "Denial", "text": words,
                          "score": round(0.45 + 0.05 * i, 2), "source": "rules/test", "state": "suggested"})
            text += words + ".\n\n"
        yield json.dumps({"id": f"page{d}", "text": text, "spans": spans})


class Reviewer:
    def __init__(self, tap, project):
        self.tap, self.project, self.desk = tap, project, None

    def states(self):
        return dict(self.project.rows("SELECT state, count (*) FROM span WHERE structure = 0 GROUP BY state"))

    def open(self):
        return self.states().get(0, 0)

    def edits(self):
        return self.project.value("SELECT count (*) FROM edit WHERE state = 0")

    def press(self, key, fewer, what):
        """One key, so many decided, one step of history."""
        left, edits = self.open(), self.edits()
        self.desk.key(key)
        wait(what, lambda: self.open() == left - fewer)
        if self.edits() != edits + 1:
            self.tap.equal(self.edits(), edits + 1, f"{what} is one step of history")

    def skip(self):
        """Nothing in the project changes, so the bar has to tell that it went on."""
        before = self.words()
        self.desk.key("s")
        wait("another suggestion", lambda: self.words() not in (None, before))

    def words(self):
        review = self.desk.find("panel", "Review") or self.desk.application
        for node in self.desk.walk(review):
            if node.get_role_name() == "label" and (node.get_name() or "").startswith(("Clerk ", "The mayor ")):
                return node.get_name()
        return None


def begin(tap, reviewer, desk):
    reviewer.desk = desk
    accept = desk.see("push button", "Accept")
    wait("a current suggestion", lambda: desk.enabled(accept) and reviewer.words())


def first_half(tap, reviewer, project):
    denial, threat = project.key_of("Denial"), project.key_of("Threat")
    n = reviewer.open()
    tap.equal(n, N_DOCUMENTS * N_EACH, "all suggestions wait to be reviewed")
    all_of_the_rule(tap, reviewer, project)
    reviewer.press("shift+x", N_DOCUMENTS, "Shift+X to reject the same words everywhere")
    reviewer.desk.key("ctrl+z")
    wait("the queue to be whole again", lambda: reviewer.open() == n)
    wait("the suggestion that was looked at", lambda: reviewer.words() == "The mayor denied it")
    tap.ok(True, "one undo takes a decision about many back and shows where it was made")
    reviewer.press("shift+d", N_EACH, "Shift+D to reject what is open in a document and leave it")
    wait("the next document's first suggestion", lambda: reviewer.words() == "The mayor denied it")
    tap.equal(project.value("SELECT count (*) FROM reading WHERE state = 2"), 1, "the document is done")
    reviewer.desk.key("ctrl+z")
    wait("the document to be open again", lambda: reviewer.open() == n)
    wait("its first suggestion", lambda: reviewer.words() == "The mayor denied it")
    tap.equal(project.value("SELECT count (*) FROM reading WHERE state = 2"), 0, "one undo takes all of it back")
    reviewer.press("shift+a", N_DOCUMENTS, "Shift+A to accept the same words everywhere")
    for _ in range(8):
        reviewer.press("a", 1, "A to accept")
        reviewer.press("x", 1, "X to reject")
        reviewer.press(threat, 1, "a label's key to relabel and accept")
    reviewer.press(denial, 1, "the same label's key to accept")
    tap.equal(project.value("SELECT count (*) FROM span s JOIN label l ON l.id = s.label WHERE l.name = 'Threat' AND state = 1"),
              8, "a label's key relabels, accepts and goes on")
    for _ in range(3):
        reviewer.skip()
    tap.ok(True, "S goes on and decides nothing")


def all_of_the_rule(tap, reviewer, project):
    """All of the rule from 90 % on, seen beforehand and taken back."""
    desk, before, left, edits = reviewer.desk, reviewer.words(), reviewer.open(), reviewer.edits()
    n = project.value("SELECT count (*) FROM span WHERE state = 0 AND structure = 0 AND score >= 0.9")
    desk.key("ctrl+shift+a")
    desk.focus("Decide on Many")
    wait("what it touches", lambda: desk.reads(f"{n} suggestions are touched"))
    listed = [node for node in desk.walk(desk.see("list", "What is touched")) if node.get_role_name() == "list item"]
    tap.equal(len(listed), n, "the preview lists what a decision about a rule touches")
    screenshot("review-many.png")
    desk.key("alt+a")
    wait("all of the rule to be accepted", lambda: reviewer.open() == left - n)
    tap.equal(reviewer.edits(), edits + 1, "all of a rule above 90 % is one step of history")
    desk.focus("")
    desk.key("ctrl+z")
    wait("the queue to be whole again", lambda: reviewer.open() == left)
    wait("the suggestion that was looked at", lambda: reviewer.words() == before)
    tap.ok(True, "one undo brings the queue back to where it was, though that was not among them")


def second_half(tap, reviewer, project):
    before = reviewer.words()
    stop = project.value("SELECT s.stop FROM span s JOIN document d ON d.id = s.document"
                         " WHERE substr(d.text, s.start + 1, s.stop - s.start) = ?", before)
    reviewer.desk.key("e", "Down", "Up", "Right")
    reviewer.desk.key("a")
    wait("the moved edge in the database", lambda: project.rows(
        "SELECT 1 FROM span s JOIN document d ON d.id = s.document WHERE s.state = 1 AND s.stop > ?"
        " AND substr(d.text, s.start + 1, s.stop - s.start) LIKE ? || '%' AND length (?) < s.stop - s.start", stop, before, before))
    wait("the next suggestion", lambda: reviewer.words() not in (None, before))
    tap.ok(True, "E moves an edge, A accepts it so and goes on")
    while reviewer.open() > 3:
        reviewer.press("a", 1, "A to accept")
    wait("the skipped ones", reviewer.words)
    for _ in range(3):
        reviewer.press("x", 1, "X to reject what was skipped")
    tap.equal(reviewer.open(), 0, "what was skipped comes back at the end")


def check_books(tap, project, postilctl):
    """History and ledger say of it what was done."""
    n = N_DOCUMENTS * N_EACH
    titles = dict(project.rows("SELECT CASE WHEN title LIKE 'Accept%' THEN 'accept' WHEN title LIKE 'Reject%' THEN 'reject'"
                               " WHEN title LIKE 'Relabel%' THEN 'relabel' WHEN title LIKE 'Move%' THEN 'move' ELSE title END AS t,"
                               " count (*) FROM edit WHERE state = 0 AND title NOT LIKE 'Import%' GROUP BY t"))
    # 66 of other words and 6 of the same, those in one step.
    tap.equal(titles, {"accept": n - 6 - 11 - 8 - 1 + 1, "reject": 11, "relabel": 8, "move": 1}, "the history holds one step for each decision")
    tap.equal(project.value("SELECT count (*) FROM edit WHERE state = 2"), 3, "and the three that were taken back")
    rows = json.loads(subprocess.run([postilctl, "ledger", "--json", project.path], check=True, capture_output=True).stdout)["sources"]
    rows = [row for row in rows if row["source"] == "rules/test"]
    counts = [sum(row[key] for row in rows) for key in ("proposed", "accepted", "edited", "relabelled", "rejected", "open")]
    tap.equal(counts, [n, n - 11 - 8 - 1, 1, 8, 11, 0], "and so does the ledger")


def counted(project):
    """What the ledger should say, counted here from spans and history: label -> proposed, accepted, edited, relabelled, rejected."""
    first = {}
    for row, before in project.rows("SELECT r.row, r.before FROM edit_row r JOIN edit e ON e.number = r.edit"
                                    " WHERE r.tbl = 'span' AND r.op = 1 AND e.state = 0 ORDER BY r.edit DESC, r.seq DESC"):
        first.setdefault(row, {}).update(json.loads(before))
    books = {}
    for span, label, start, stop, state in project.rows("SELECT s.id, s.label, s.start, s.stop, s.state FROM span s"
                                                        " JOIN source o ON o.id = s.source WHERE o.name = 'rules/test'"):
        then = {"label": label, "start": start, "stop": stop, **first.get(span, {})}
        what = 4 if state == 2 else 3 if then["label"] != label else 2 if (then["start"], then["stop"]) != (start, stop) else 1
        row = books.setdefault(project.value("SELECT name FROM label WHERE id = ?", then["label"]), [0] * 5)
        row[0] += 1
        row[what] += state != 0
    return books


def interval(right, n):
    """Wilson's, of 95 %."""
    z, p = 1.959964, right / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return middle - half, middle + half


def check_page(tap, desk, project):
    """The ledger in the window, against what is counted here."""
    books = counted(project)
    tap.equal(list(books), ["Denial"], "all was proposed as a denial, whatever it is now")
    proposed, accepted, edited, relabelled, rejected = books["Denial"]
    low, high = interval(accepted + edited, proposed)
    desk.key("alt+5")
    wait("the ledger's row", lambda: desk.reads("rules/test → Denial"))
    tap.ok(desk.reads(f"{proposed} proposed · {accepted} accepted · {edited} edited · {relabelled} relabelled · {rejected} rejected · 0 open"),
           "the ledger in the window says of it what the database holds", books)
    tap.ok(desk.reads(f"{100 * (accepted + edited) / proposed:.0f} % ({100 * low:.0f} to {100 * high:.0f})"),
           "with the precision and its interval", (low, high))
    screenshot("review-ledger.png")
    desk.key("Escape")


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "review.postil")
        (folder / "pages.jsonl").write_text("\n".join(lines()) + "\n", encoding="utf-8")
        subprocess.run([postilctl, "new", project.path], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([postilctl, "import", project.path, folder / "pages.jsonl"], check=True, stdout=subprocess.DEVNULL)
        reviewer = Reviewer(tap, project)
        with Desk(postil, project.path) as desk:
            desk.page()
            # The key of the queue goes to Review by itself.
            desk.press_until("ctrl+r", "what narrows the queue", lambda: desk.find("spin button") or desk.find("text", "From %"))
            desk.key("Escape")
            begin(tap, reviewer, desk)
            first_half(tap, reviewer, project)
            screenshot("review-half.png")
            place = reviewer.words()
            desk.quit(tap, "Ctrl+Q ends the program well")
        with Desk(postil, project.path) as again:
            begin(tap, reviewer, again)
            tap.equal(reviewer.words(), place, "after a restart the review goes on where it was")
            second_half(tap, reviewer, project)
            screenshot("review-done.png")
            check_page(tap, again, project)
            again.quit(tap, "the program ends well again")
        tap.equal(reviewer.states(), {1: N_DOCUMENTS * N_EACH - 11, 2: 11}, "the database holds each decision")
        check_books(tap, project, postilctl)
        tap.equal(project.value("SELECT count (*) FROM reading WHERE state = 1 AND keystrokes > 0 AND milliseconds > 0"),
                  N_DOCUMENTS, "every page was opened, and its keys and time were counted")
        tap.equal(project.rows("PRAGMA integrity_check") + project.rows("PRAGMA foreign_key_check"), [("ok",)],
                  "the database is sound")

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
