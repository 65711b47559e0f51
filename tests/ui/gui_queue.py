#!/usr/bin/python3
# gui_queue.py - the review queue in every order and behind every filter, and that what was rejected stays away
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_queue.py POSTIL POSTILCTL, under with-display"""
import json
import re
import sqlite3
import subprocess
import sys

from desk import Atspi, ROOT, Desk, Project, Tap, screenshot, tell, wait

LABELS = ("Allegation", "Denial", "Threat")
SOURCES = ("rules/first", "learner/second")


def lines():
    """Three pages of six; scores rise and fall so that no two orders are the same."""
    for d in range(3):
        text, spans = "", []
        for i in range(6):
            words = f"Clerk {d}{i} spoke"
            spans.append({"start": len(text), "end": len(text) + len(words), "label": LABELS[(d + i) % 3], "text": words,
                          "score": (7 * (6 * d + i) % 18 + 1) / 20, "source": SOURCES[i % 2], "state": "suggested"})
            text += words + ".\n\n"
        yield {"id": f"page{d}", "text": text, "spans": spans}


class Queue:
    """What the bar shows, one after the other."""

    def __init__(self, desk):
        self.desk = desk

    def words(self):
        for node in self.desk.walk(self.desk.find("panel", "Review") or self.desk.application):
            if node.get_role_name() == "label" and (node.get_name() or "").startswith("Clerk "):
                return node.get_name()
        return None

    def choose(self, key, row):
        """In the popover: a drop-down's key opens its list."""
        before = len(self.desk.windows(""))
        self.desk.key(key)
        wait("the list", lambda: len(self.desk.windows("")) > before)
        self.desk.key("Home", *["Down"] * row, "Return")

    def filter(self, said, act):
        """Opens the popover, does something in it, and waits for the bar to say so. Returns how many are open then."""
        self.desk.key("ctrl+r")
        wait("the filter", lambda: self.desk.find("combo box", "Order") and len(self.desk.windows("")) > 1)
        act()
        wait(said, lambda: (self.line() or "").endswith(said))
        # A list that is still closing takes the first one.
        self.desk.press_until("Escape", "the document to have the keys",
                              lambda: self.desk.page().get_state_set().contains(Atspi.StateType.FOCUSED))
        return int(re.search(r"(\d+) open in the queue", self.line()).group(1))

    def line(self):
        """The last line of the bar."""
        return next((node.get_name() for node in self.desk.walk(self.desk.find("panel", "Review"))
                     if node.get_role_name() == "label" and "in the queue" in (node.get_name() or "")), None)

    def walk(self, n):
        """The next @n, by skipping."""
        seen = [wait("a suggestion", self.words)]
        while len(seen) < n:
            self.desk.key("s")
            seen.append(wait("another suggestion", lambda: (self.words() or seen[-1]) != seen[-1] and self.words()))
        return seen


IN_ORDER = "As they stand in the documents"


def orders(tap, queue, spans):
    by_words = {span["text"]: span for span in spans}
    scores = sorted((span["score"] for span in spans), reverse=True)
    tap.equal(queue.walk(len(spans)), [span["text"] for span in spans], "the queue goes by document")
    tap.equal(queue.filter("Most certain first", lambda: queue.choose("alt+o", 1)), len(spans), "all are in the queue in another order")
    tap.equal([by_words[words]["score"] for words in queue.walk(len(spans))], scores, "or by confidence, from the surest on")
    queue.filter("Least certain first", lambda: queue.choose("alt+o", 2))
    doubts = [round(abs(by_words[words]["score"] - 0.5), 3) for words in queue.walk(len(spans))]
    tap.equal(doubts, sorted(doubts), "or by uncertainty, from the least certain on")
    queue.filter("One label after the other", lambda: queue.choose("alt+o", 3))
    labels = [by_words[words]["label"] for words in queue.walk(len(spans))]
    tap.equal(len([i for i in range(1, len(labels)) if labels[i] != labels[i - 1]]), len(LABELS) - 1, "or label after label")


def filters(tap, queue, spans):
    """Each filter, and two at once. The lists hold labels in the project's order, and sources by name."""
    def check(n, wanted, what):
        seen = queue.walk(n)
        tap.equal(sorted(seen), sorted(span["text"] for span in spans if wanted(span)), what)

    queue.filter(IN_ORDER, lambda: queue.choose("alt+o", 0))
    n = queue.filter(f"{IN_ORDER} · Denial", lambda: queue.choose("alt+l", 2))
    check(n, lambda span: span["label"] == "Denial", "only one label is reviewed")
    screenshot("queue-label.png")
    n = queue.filter(f"{IN_ORDER} · Denial · learner/second", lambda: queue.choose("alt+s", 1))
    check(n, lambda span: span["label"] == "Denial" and span["source"] == "learner/second", "of one source alone")
    n = queue.filter(f"{IN_ORDER} · learner/second", lambda: queue.choose("alt+l", 0))
    check(n, lambda span: span["source"] == "learner/second", "only one source is reviewed")

    def least(score):
        queue.desk.key("alt+f", "ctrl+a")
        queue.desk.type(score)
        queue.desk.key("Return")

    queue.filter(IN_ORDER, lambda: queue.choose("alt+s", 0))
    n = queue.filter(f"{IN_ORDER} · from 50 %", lambda: least("50"))
    check(n, lambda span: span["score"] >= 0.5, "only what has a score from 50 % on is reviewed")

    queue.filter(IN_ORDER, lambda: least("0"))
    n = queue.filter(f"{IN_ORDER} · this document", lambda: queue.desk.key("alt+t"))
    tap.equal(n, 6, "only this document's are counted")
    check(n, lambda span: span["text"][6] == queue.words()[6], "only this document is reviewed")
    tap.equal(queue.filter(IN_ORDER, lambda: queue.desk.key("alt+t")), len(spans), "and then all again")


def walk_the_queue(tap, postil, postilctl, folder):
    pages = list(lines())
    project = Project(folder / "queue.postil")
    (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, pages)) + "\n", encoding="utf-8")
    subprocess.run([postilctl, "new", project.path], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([postilctl, "import", project.path, folder / "pages.jsonl"], check=True, stdout=subprocess.DEVNULL)
    spans = [span for page in pages for span in page["spans"]]
    with Desk(postil, project.path) as desk:
        desk.page()
        desk.key("alt+2")
        queue = Queue(desk)
        wait("a suggestion", queue.words)
        orders(tap, queue, spans)
        filters(tap, queue, spans)
        desk.key("ctrl+q")
        tap.equal(desk.ended(), 0, "the program ends well")
        tap.equal(desk.said(), [], "and had nothing to complain about")


# --- What was rejected ----------------------------------------------------------------------------------------------------

PLACE = "SELECT s.document, l.name, s.start, s.stop FROM span s JOIN label l ON l.id = s.label WHERE s.state = ? AND s.structure = 0"


def run_all(desk):
    """Every suggester over every page, to the end."""
    desk.key("F5")
    wait("what the run left", lambda: desk.reads("Nothing new to suggest") or desk.reads("new suggestion"))
    wait("the suggesters to end", lambda: desk.find("push button", "Stop suggesting") is None)


def come_back(project, rejected):
    """Of the rejected ones those that are suggested anew, at the place or with edges a little off."""
    return [place for place in project.rows(PLACE, 0)
            if any(place[:2] == gone[:2] and place[2] < gone[3] and gone[2] < place[3] for gone in rejected)]


def reject_some(desk, project, queue):
    """One as it stands, one in all places, one with another edge, and three more."""
    def states(state):
        return project.value("SELECT count (*) FROM span WHERE state = ? AND structure = 0", state)

    for keys in (("x",), ("shift+x",), ("e", "Right", "Escape", "x"), ("x",), ("x",), ("x",)):
        n = states(2)
        desk.key(*keys)
        wait("one more to be rejected", lambda: states(2) > n)
    return project.rows(PLACE, 2)


def forget_what_ran(project):
    """So that the next run leaves nothing out."""
    connection = sqlite3.connect(project.path)
    connection.execute("DELETE FROM fingerprint")
    connection.commit()
    connection.close()


def stay_away(tap, postil, postilctl, folder):
    project = Project(folder / "gone.postil")
    subprocess.run([postilctl, "new", project.path], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([postilctl, "import", project.path, ROOT / "data/samples"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([postilctl, "suggest", project.path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with Desk(postil, project.path) as desk:
        desk.page()
        desk.key("alt+2")
        accept = desk.see("push button", "Accept")
        wait("a suggestion", lambda: desk.enabled(accept))
        rejected = reject_some(desk, project, Queue(desk))
        run_all(desk)
        tap.equal(come_back(project, rejected), [], "what was rejected does not come back with F5")
        desk.key("ctrl+q")
        desk.ended()
    forget_what_ran(project)
    with Desk(postil, project.path) as again:
        again.page()
        tap.equal(come_back(project, rejected), [], "nor with a new start")
        run_all(again)
        tap.ok(project.rows("SELECT 1 FROM fingerprint"), "every page was read again")
        tap.equal(come_back(project, rejected), [], "nor when everything is read again")
        tap.equal(sorted(project.rows(PLACE, 2)), sorted(rejected), "and what was rejected is still there")
        again.key("ctrl+q")
        again.ended()
    subprocess.run([postilctl, "suggest", project.path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    tap.equal(come_back(project, rejected), [], "nor from the command line")


def survive(tap, postil, postilctl, folder):
    """Killed in the middle of a review, and what a second program says that opens the same file."""
    pages = list(lines())
    project = Project(folder / "killed.postil")
    (folder / "killed.jsonl").write_text("\n".join(map(json.dumps, pages)) + "\n", encoding="utf-8")
    subprocess.run([postilctl, "new", project.path], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([postilctl, "import", project.path, folder / "killed.jsonl"], check=True, stdout=subprocess.DEVNULL)
    shared = "is open in another window of Postil"
    with Desk(postil, project.path) as desk:
        desk.page()
        desk.key("alt+2")
        queue = Queue(desk)
        wait("a suggestion", queue.words)
        n = queue.filter("Most certain first", lambda: queue.choose("alt+o", 1))
        queue.walk(3)
        desk.key("a", "x")
        wait("two decisions", lambda: project.value("SELECT count (*) FROM span WHERE state = 0 AND structure = 0") == n - 2)
        place = wait("the next one", queue.words)
        document = project.value("SELECT document FROM span s JOIN document d ON d.id = s.document"
                                 " WHERE substr (d.text, s.start + 1, s.stop - s.start) = ?", place)
        wait("its place to be noted", lambda: project.rows("SELECT 1 FROM setting WHERE name LIKE 'place/%' AND value LIKE ?",
                                                           f"(%, {document}, " + str(project.value(
                                                               "SELECT s.id FROM span s JOIN document d ON d.id = s.document"
                                                               " WHERE substr (d.text, s.start + 1, s.stop - s.start) = ?", place)) + ", %"))
        tap.ok(not desk.reads(shared), "who is alone is not told of others")
        with Desk(postil, project.path) as other:
            wait("a word about it", lambda: other.reads(shared))
            tap.ok(True, "a second program says that the project is open already")
            screenshot("queue-second.png")
            other.process.kill()
            other.process.wait()
        desk.process.kill()
        desk.process.wait()
    with Desk(postil, project.path) as again:
        queue = Queue(again)
        tap.equal(wait("a suggestion", queue.words), place, "after a kill the review goes on where it was, in its order")
        tap.ok((queue.line() or "").endswith("Most certain first") and not again.reads(shared), "and nobody is thought to have it open")
        again.key("ctrl+q")
        again.ended()


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        walk_the_queue(tap, postil, postilctl, folder)
        stay_away(tap, postil, postilctl, folder)
        survive(tap, postil, postilctl, folder)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
