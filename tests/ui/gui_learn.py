#!/usr/bin/python3
# gui_learn.py - the tenth decision about a label of one's own, and what the window makes of it in the next pause
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_learn.py POSTIL POSTILCTL, under with-display"""
import json
import subprocess
import sys
import time

from desk import Desk, Project, Tap, screenshot, tell, wait

PROMISES = ("The mayor will build a new school by spring", "We will mend every road in town",
            "I promise that the pool will open in May", "The firm will pay back each deposit",
            "They pledged to plant a thousand trees", "Our party will lower the fares",
            "She promised to answer every letter", "The council will hire ten more nurses",
            "He vowed to keep the library open", "We promise to publish all the minutes")
PLAIN = ("The bridge was closed on Monday", "A heron stood in the shallow water", "Most shops sell bread and tea",
         "The meeting took place upstairs", "Her brother paints small boats", "Two buses came from the coast",
         "The lamp over the door is green", "Rain fell on the allotments", "The choir sang three old songs",
         "Nobody sat in the second row")
FRESH = "The clock on the tower is slow. The new owner will build a second pier by June."


def lines():
    """Ten pages with a promise each, the last of them only suggested; and one that nobody has looked at."""
    for i, promise in enumerate(PROMISES):
        before, after = PLAIN[i], PLAIN[(i + 3) % 10]
        text = f"{promise}. {before}. {after}." if i % 3 == 0 else f"{before}. {promise}. {after}."
        start = text.index(promise)
        yield json.dumps({"id": f"page{i:02}", "text": text, "spans": [
            {"start": start, "end": start + len(promise), "label": "Promise", "text": promise, "score": 0.5,
             "source": "rules/test", "state": "kept" if i < 9 else "suggested"}]})
    yield json.dumps({"id": "page99", "text": FRESH, "spans": [
        {"start": 0, "end": 9, "label": "Remark", "text": FRESH[:9], "score": 0.2, "source": "rules/test", "state": "suggested"}]})


def learned(project):
    return project.rows("SELECT substr (d.text, s.start + 1, s.stop - s.start), s.reason FROM span s"
                        " JOIN document d ON d.id = s.document JOIN source o ON o.id = s.source"
                        " WHERE o.name = 'learner/project' AND s.state = 0 AND d.key = 'page99'")


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "learn.postil")
        (folder / "pages.jsonl").write_text("\n".join(lines()) + "\n", encoding="utf-8")
        subprocess.run([postilctl, "new", project.path], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([postilctl, "import", project.path, folder / "pages.jsonl"], check=True, stdout=subprocess.DEVNULL)
        with Desk(postil, project.path) as desk:
            desk.page()
            desk.key("alt+2")
            accept = desk.see("push button", "Accept")
            wait("a current suggestion", lambda: desk.enabled(accept))
            tap.equal(learned(project), [], "nine decisions teach nothing")
            desk.key("a")
            since = time.monotonic()
            wait("suggestions of what was learned", lambda: learned(project))
            print(f"# learned and suggested {time.monotonic() - since:.1f} s after the last decision")
            words, reason = learned(project)[-1]
            tap.equal(words, "The new owner will build a second pier by June", "the tenth decision has a promise found elsewhere")
            tap.ok("“will" in reason, "and the words are named that told it", reason)
            wait("a word about it", lambda: any((node.get_name() or "").startswith("Learned “Promise” from your decisions: ")
                                                for node in desk.walk()))
            tap.ok(True, "the window says so")
            screenshot("learned.png")
            tap.equal(project.value("SELECT count (*) FROM span s JOIN label l ON l.id = s.label WHERE l.name = 'Remark' AND state = 0"), 1,
                      "suggestions of others are left alone")
            desk.quit(tap)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
