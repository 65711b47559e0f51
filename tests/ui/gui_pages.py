#!/usr/bin/python3
# gui_pages.py - rules, ledger, quality and a decision about many, by keyboard, and what the database holds then
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_pages.py POSTIL POSTILCTL, under with-display"""
import json
import shutil
import subprocess
import sys
from pathlib import Path

from desk import Atspi, Desk, Project, Tap, screenshot, tell, text_of, wait

N_MANY = 130  # more than what one key may touch


def lines():
    for d in range(2):
        text, spans = "", []
        for i in range(N_MANY // 2):
            words = f"Clerk {d}{i:02} disowned part {i}"
            spans.append({"start": len(text), "end": len(text) + len(words), "label": "Denial", "text": words,
                          "score": 0.95 if i % 5 else 0.4, "source": "learner/acts", "state": "suggested"})
            text += words + ".\n\n"
        yield json.dumps({"id": f"page{d}", "text": text, "spans": spans})


def button(desk, words):
    """By a part of its name: GTK 4.8 puts a button's label into it twice."""
    return next((node for node in desk.walk() if node.get_role_name() == "push button" and words in (node.get_name() or "")), None)


def states(project):
    return dict(project.rows("SELECT state, count (*) FROM span WHERE structure = 0 GROUP BY state"))


def decide_on_many(tap, desk, project):
    # An import is no proposal of the machine, so it is made one.
    desk.key("alt+2")
    wait("the review", lambda: button(desk, "Accept"))
    desk.key("ctrl+shift+a")
    wait("the dialog", lambda: desk.windows("Decide on Many"))
    desk.focus("Decide on Many")
    wait("what it touches", lambda: button(desk, "Accept 104"))
    screenshot("bulk.png")
    edits = project.value("SELECT count (*) FROM edit")
    desk.key("alt+a")
    wait("the question", lambda: button(desk, "Press again to accept 104"))
    tap.equal(states(project).get(1, 0), 0, "over a hundred are not decided by one press")
    desk.key("alt+a")
    wait("the decision", lambda: states(project).get(1, 0) == 104)
    tap.equal(project.value("SELECT count (*) FROM edit"), edits + 1, "all of a source above 90 % are accepted in one step")
    desk.focus("")
    desk.key("ctrl+z")
    wait("the queue to be back", lambda: states(project) == {0: N_MANY})
    tap.ok(True, "and taken back in one")
    desk.key("a", "a", "x")
    wait("three decisions", lambda: states(project) == {0: N_MANY - 3, 1: 2, 2: 1})


def read_ledger(tap, desk, project):
    desk.key("alt+5")
    wait("the source in the ledger", lambda: desk.reads("learner/acts → Denial"))
    tap.ok(desk.reads(f"{N_MANY} proposed · 2 accepted · 1 rejected · {N_MANY - 3} open"),
           "the ledger counts what was proposed and what became of it")
    screenshot("ledger.png")
    walk_sources(tap, desk, project)
    desk.key("Escape")


def focused(desk):
    """Asked again where a row goes away while it is looked at."""
    return wait("an answer", lambda: next(((node.get_role_name(), node.get_name() or "") for node in desk.walk()
                                           if node.get_state_set().contains(Atspi.StateType.FOCUSED)), ("", "")))


def walk_sources(tap, desk, project):
    """Tab goes on from each stop, also past the inspector's words, which are no stop."""
    wait("the focus on the first source", lambda: focused(desk) == ("list item", "Structure"))
    desk.key("Tab")
    wait("its button", lambda: focused(desk)[1].startswith("Run “Structure” now"))
    desk.key("Tab", "Tab")
    wait("the second source", lambda: focused(desk) == ("list item", "Quotes"))
    desk.key("Return")
    wait("it switched off", lambda: project.rows("SELECT value FROM setting WHERE name = 'suggester/quotes'") == [("off",)])
    desk.key("Return")
    wait("it switched on", lambda: not project.rows("SELECT 1 FROM setting WHERE name = 'suggester/quotes'"))
    tap.ok(True, "Enter on a source leaves it out, and takes it in again")
    desk.key("shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab")
    wait("the head of the page", lambda: "Close the page" in focused(desk)[1])
    desk.key("shift+Tab", "shift+Tab")
    wait("the list before it", lambda: focused(desk)[1] == "List the documents with a label")
    tap.ok(True, "Shift+Tab leaves the page, past words that can only be selected")
    retire(tap, desk, project)


def tab_to_menu(desk, most):
    """That of a source's row, at most so many stops away."""
    for _ in range(most):
        if "What to do about" in focused(desk)[1]:
            break
        before = focused(desk)
        desk.key("Tab")
        wait("the next stop", lambda: focused(desk) != before)


def retire(tap, desk, project):
    """By the menu of a source's row in the ledger."""
    desk.key("alt+5")
    wait("the document instead", lambda: focused(desk)[0] == "text")
    desk.key("alt+5")
    wait("the focus on the first source", lambda: focused(desk) == ("list item", "Structure"))
    tab_to_menu(desk, 40)
    weight = "SELECT value FROM setting WHERE name = 'weight/learner/acts'"
    desk.press_until("Return", "the menu", lambda: desk.find("menu item", "Retire It"))
    desk.key("Down", "Down", "Return")
    wait("its scores halved", lambda: project.rows(weight) == [("0.5",)])
    wait("the row to say so", lambda: desk.reads("· scores × 0.5"))
    tap.ok(True, "a source is lowered by keyboard, and its row says so")
    wait("the focus on its row", lambda: focused(desk)[0] == "list item" or "What to do about" in focused(desk)[1])
    tab_to_menu(desk, 4)
    desk.press_until("Return", "the menu", lambda: desk.find("menu item", "Give Back Its Full Scores"))
    desk.key("Down", "Down", "Down", "Return")
    wait("a word about it", lambda: desk.reads("Retired: it proposes nothing more"))
    wait("the row to say so", lambda: any("· retired" in (text_of(node) or node.get_name() or "") for node in desk.walk()))
    screenshot("ledger-retired.png")
    tap.ok(True, "a source is retired by keyboard, and its row and the window say so")


def shown_table(desk):
    """The numbers of the page, by label: kept, proposed, and four percentages."""
    names = [node.get_name() for node in desk.walk() if node.get_role_name() == "label"]
    at = names.index("F1, overlap") + 1
    rows = {}
    while len(names) >= at + 7 and "All" not in rows:
        rows[names[at]] = names[at + 1:at + 7]
        at += 7
    return rows


def told_table(postilctl, project):
    """The same from the command line."""
    told = json.loads(subprocess.run([postilctl, "score", "--json", project.path], check=True, capture_output=True).stdout)

    def row(exact, overlap):
        def percent(value, known):
            return f"{100 * value:.0f} %" if known else "–"
        return [str(exact["gold"]), str(exact["predicted"]), percent(exact["precision"], exact["predicted"]),
                percent(exact["recall"], exact["gold"]), percent(exact["f1"], exact["gold"] + exact["predicted"]),
                percent(overlap["f1"], exact["gold"] + exact["predicted"])]
    rows = {label: row(told["labels"][label], told["overlap"]["labels"][label]) for label in told["labels"]}
    return {**rows, "All": row(told["micro"], told["overlap"]["micro"])}


def read_quality(tap, desk, project, postilctl):
    desk.key("alt+6")
    wait("the page without a done document", lambda: desk.reads("No document is done yet"))
    desk.key("Escape", "d")
    wait("a done document", lambda: project.value("SELECT count (*) FROM reading WHERE state = 2") == 1)
    desk.key("alt+6")
    wait("the differences", lambda: desk.reads("Differences (63)"))
    screenshot("quality.png")
    tap.ok(True, "what was proposed is measured where a document is done")
    table = told_table(postilctl, project)
    tap.equal(wait("the table", lambda: shown_table(desk)), table, "the page shows the numbers of “postilctl score”")
    tap.equal(table["Denial"][:2], ["2", "65"], "all that was proposed in it counts, and what was kept")
    difference = wait("a difference", lambda: next((node for node in desk.walk(desk.see("list", "Differences"))
                                                    if node.get_name() == "Clerk 007 disowned part 7"), None))
    desk.click_until(lambda: difference, "a difference to click", lambda: desk.selected_words() == "Clerk 007 disowned part 7"
                     or desk.caret() == text_of(desk.page()).index("Clerk 007"))
    tap.ok(True, "a click on a difference shows its place in the document")
    empty_page(tap, desk, project, postilctl)


def empty_page(tap, desk, project, postilctl):
    """The second page is done with nothing kept in it: what was proposed there was wrong."""
    before = told_table(postilctl, project)["Denial"]
    desk.key("ctrl+Next")
    desk.key("d")
    wait("two done documents", lambda: project.value("SELECT count (*) FROM reading WHERE state = 2") == 2)
    desk.key("alt+6")
    wait("the page with both", lambda: desk.reads("Of these without a mark: 1"))
    after = told_table(postilctl, project)["Denial"]
    tap.equal(wait("the table", lambda: shown_table(desk)), told_table(postilctl, project), "a page done without a mark counts on the page and the command line")
    tap.equal([after[0], after[1]], [before[0], "130"], "as proposals that were all wrong")
    desk.key("Escape", "ctrl+z")
    wait("one done document", lambda: project.value("SELECT count (*) FROM reading WHERE state = 2") == 1)


def write_rule(tap, desk, project):
    desk.key("alt+4")
    wait("the editor", lambda: button(desk, "Save to the Project"))
    desk.key("alt+p")
    desk.type("disowned (")
    wait("the mistake", lambda: desk.reads("is wrong after character"))
    screenshot("rules-wrong.png")
    tap.ok(True, "a mistake in a pattern is told while it is written")
    desk.key("BackSpace", "BackSpace")
    wait("the matches", lambda: desk.reads(f"{N_MANY} matches in 2 of 2 documents"))
    desk.key("alt+s")
    wait("the name asked for", lambda: desk.reads("A rule is saved under a name"))
    desk.type("disowns")
    wait("the request to go", lambda: not desk.reads("A rule is saved under a name"))
    tap.equal(project.value("SELECT count (*) FROM rule"), 0, "a rule can be tried without a name, but not saved")
    desk.key("alt+m")
    desk.type("He never came.")
    wait("the example that fails", lambda: desk.reads("0 of 1 examples"))
    screenshot("rules.png")
    tap.ok(True, "matches over the project are counted, and examples run, as one writes")
    desk.key("alt+s")
    wait("the rule in the project", lambda: project.value("SELECT count (*) FROM rule WHERE name = 'own.disowns'") == 1)
    tap.ok("pattern" in project.value("SELECT body FROM rule"), "Save keeps it in the project")
    edit_rule(tap, desk, project)
    # In a field Ctrl+Z takes typing back, on the document what was saved.
    desk.key("Escape", "ctrl+z", "ctrl+z", "ctrl+z")
    wait("the rule to go", lambda: project.value("SELECT count (*) FROM rule") == 0)
    follow_history(tap, desk, project)
    too_long(tap, desk)
    too_much(tap, desk)
    desk.key("Escape")


def follow_history(tap, desk, project):
    """A rule whose saving was taken back is a draft again; done again, it is the project's."""
    gone = "This rule is no longer in the project"
    desk.key("alt+4")
    wait("the editor again", lambda: button(desk, "Save to the Project"))
    wait("a word about it", lambda: desk.reads(gone))
    tap.equal(field(desk, "Pattern"), "disowned", "the editor follows an undo, and what was written stays as a draft")
    tap.ok(not desk.enabled(button(desk, "Remove")), "which cannot be removed from the project any more")
    screenshot("rules-undone.png")
    desk.key("Escape", "ctrl+shift+z")
    wait("the rule", lambda: project.value("SELECT count (*) FROM rule") == 1)
    desk.key("alt+4")
    wait("the word to go", lambda: not desk.reads(gone) and desk.enabled(button(desk, "Remove")))
    desk.key("Escape", "ctrl+shift+z", "ctrl+shift+z", "alt+4")
    wait("the rule as it was saved last", lambda: field(desk, "Pattern") == "disowned .")
    tap.ok(True, "and it follows a redo, up to the last change")
    desk.key("alt+r")
    wait("it removed", lambda: project.value("SELECT count (*) FROM rule") == 0 and field(desk, "Pattern") == "")
    desk.key("Escape", "ctrl+z", "alt+4")
    wait("it back in the form", lambda: (field(desk, "Pattern") or "").startswith("disowned"))
    tap.ok(True, "a removal that is taken back shows the rule again")
    packs(tap, desk, project)


def field(desk, name):
    return next((text_of(node).strip() for node in desk.walk() if node.get_role_name() == "text" and node.get_name() == name), None)


def packs(tap, desk, project):
    """Out to a file, away, and in again; and a file that is none."""
    path = Path(project.path).parent / "mine.yaml"
    stored = project.rows("SELECT name, body FROM rule")
    desk.press_until("alt+x", "a dialog for the file", lambda: desk.windows("^Export Rules$"))
    desk.save_as("^Export Rules$", path)
    wait("the pack", path.exists)
    desk.focus("pages")
    wait("a word about it", lambda: desk.reads("rules are exported"))
    tap.equal(subprocess.run([sys.argv[2], "rules", "test", path], capture_output=True).returncode, 1,
              "a pack that was exported is one for the command line, where its example fails as it did here")
    desk.key("alt+r")
    wait("it removed", lambda: project.value("SELECT count (*) FROM rule") == 0)
    desk.press_until("alt+i", "a dialog for the file", lambda: desk.windows("^Import Rules$"))
    open_file(desk, "^Import Rules$", path)
    wait("the rule again", lambda: project.value("SELECT count (*) FROM rule") == 1)
    name, text = project.rows("SELECT name, body FROM rule")[0]
    tap.ok(name == stored[0][0] and all(line in text for line in stored[0][1].splitlines() if "pattern" in line or "reason" in line),
           "and comes in again as it was", text)
    (path.parent / "bad.yaml").write_text("pack: bad\nrules:\n  - name: open\n    label: Denial\n    pattern: 'an (open'\n", encoding="utf-8")
    desk.press_until("alt+i", "a dialog for the file", lambda: desk.windows("^Import Rules$"))
    open_file(desk, "^Import Rules$", path.parent / "bad.yaml")
    wait("what is wrong with it", lambda: desk.reads("bad.yaml:5: error: ") and desk.reads("is wrong after character"))
    tap.equal(project.value("SELECT count (*) FROM rule"), 1, "of a pack with a mistake nothing comes in, and the page says what is wrong")
    screenshot("rules-bad-pack.png")


def open_file(desk, title, path):
    desk.focus(title)
    desk.key("ctrl+l")
    desk.type(str(path))
    desk.press_until("Return", "the dialog to go", lambda: not desk.windows(title))
    desk.focus("pages")


def rule_from_span(tap, desk, project):
    """From the suggestion that one looks at: its words as a pattern, its sentence as an example, its label."""
    desk.key("alt+2")
    wait("the review", lambda: button(desk, "Accept"))
    words = wait("a suggestion", lambda: next((node.get_name() for node in desk.walk(desk.find("panel", "Review") or desk.application)
                                               if node.get_role_name() == "label" and (node.get_name() or "").startswith("Clerk ")), None))
    desk.key("ctrl+shift+r")
    wait("the editor", lambda: (field(desk, "Pattern") or "").startswith(r"\b Clerk"))
    tap.equal(field(desk, "Pattern"), r"\b " + r" \s+ ".join(words.split()) + r" \b", "a rule is made from the words of a span")
    tap.equal(field(desk, "Must match"), f"[{words}].", "with its sentence as an example")
    wait("its one match", lambda: desk.reads("1 match in 1 of 2 documents"))
    wait("its example", lambda: desk.reads("1 of 1 examples"))
    n = project.value("SELECT count (*) FROM rule")
    desk.key("alt+s")
    wait("the rule in the project", lambda: project.value("SELECT count (*) FROM rule") == n + 1)
    tap.ok('label: "Denial"' in project.value("SELECT body FROM rule ORDER BY position DESC, id DESC") or
           any('label: "Denial"' in row[0] and "Clerk" in row[0] for row in project.rows("SELECT body FROM rule")),
           "it finds these words and is saved as any other", project.rows("SELECT body FROM rule"))
    screenshot("rule-from-span.png")
    desk.key("Escape")


def body(project):
    return project.value("SELECT body FROM rule") or ""


def edit_rule(tap, desk, project):
    desk.key("alt+e")
    desk.type("says so himself")
    desk.key("alt+c", "alt+s")
    wait("the reason in the rule", lambda: 'reason: "says so himself"' in body(project) and "case: true" in body(project))
    desk.key("Escape", "alt+4", "alt+p", "ctrl+End")
    desk.type(" .")
    desk.key("alt+s")
    wait("the longer pattern", lambda: 'pattern: "disowned  ."' in body(project) or 'pattern: "disowned ."' in body(project))
    tap.ok('reason: "says so himself"' in body(project) and "case: true" in body(project) and "He never came" in body(project),
           "saving an edited rule keeps all that was not changed")


def too_long(tap, desk):
    """More than a pattern may be, made by doubling what is there."""
    desk.key("alt+p", "ctrl+a")
    desk.type("denied|" * 8 + "x" * 8)
    for _ in range(11):
        desk.key("ctrl+a", "ctrl+c", "Right", "ctrl+v")
    wait("the limit", lambda: desk.reads("at most 65536 are allowed"))
    screenshot("rules-long.png")
    tap.ok(True, "a pattern over the limit is refused, and the page says what the limit is")


def stop_it(tap, desk):
    """The key that stops the suggesters stops what is tried, too."""
    wait("the rule to be tried", lambda: desk.reads("Trying it…"))
    desk.key("shift+F5")
    wait("it stopped", lambda: desk.reads("Stopped before anything was found"), 4)
    tap.ok(True, "Shift+F5 stops a rule that is being tried")


def too_much(tap, desk):
    """What would never end."""
    desk.key("alt+p", "ctrl+a")
    desk.type(r"(?:a|a?)+\d")
    desk.key("alt+m", "ctrl+a")
    desk.type("a" * 200)
    stop_it(tap, desk)
    # It is given up after five seconds at the earliest; a window that waits for it would not take a word before.
    desk.key("alt+t", "ctrl+a")
    desk.type("meanwhile")
    wait("what is typed meanwhile", lambda: field(desk, "Must not") == "meanwhile", 4)
    tap.ok(True, "a pattern that would never end does not keep the window from listening")
    wait("an end of the endless pattern", lambda: desk.reads("took longer than") or desk.reads("was stopped"), 40)
    screenshot("rules-endless.png")
    tap.ok(True, "a pattern that would never end is stopped, and said to be")


def decide_all(tap, desk, project, key, state, verb):
    """120 suggestions that say the same, from one of them in the middle."""
    desk.key(key)
    wait("the question", lambda: desk.reads(f"press {key.title()} again to {verb} them all") or states(project) != {0: 120})
    tap.equal(states(project), {0: 120}, f"{key.title()} asks before it touches over a hundred")
    desk.key("s", key)
    wait("the question anew", lambda: desk.reads(f"press {key.title()} again to {verb} them all"))
    tap.equal(states(project), {0: 120}, "and anew after anything else")
    here = wait("the place", lambda: review_line(desk))
    desk.key(key)
    wait("all of them decided", lambda: states(project) == {state: 120})
    desk.key("ctrl+z")
    wait("them open again", lambda: states(project) == {0: 120})
    wait("the queue to be where it was", lambda: review_line(desk) == here)
    tap.ok(True, f"the second {key.title()} does it in one step, which an undo takes back, to where it was done")


def review_line(desk):
    return next((node.get_name() for node in desk.walk() if node.get_role_name() == "label" and "open in the queue" in (node.get_name() or "")), None)


def tag_many(tap, postil, postilctl, folder):
    """One word in 120 places: a slip of the finger does not tag them all."""
    project = Project(folder / "many.postil")
    spans = [{"start": 5 * i, "end": 5 * i + 4, "label": "Threat", "text": "moss", "score": 0.5, "source": "rules/test", "state": "suggested"}
             for i in range(120)]
    (folder / "moss.jsonl").write_text(json.dumps({"id": "moss", "text": "moss " * 120, "spans": spans}) + "\n", encoding="utf-8")
    subprocess.run([postilctl, "new", project.path], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([postilctl, "import", project.path, folder / "moss.jsonl"], check=True, stdout=subprocess.DEVNULL)
    with Desk(postil, project.path) as desk:
        desk.page()
        desk.key("alt+2")
        wait("a suggestion", lambda: desk.enabled(button(desk, "Accept")))
        decide_all(tap, desk, project, "shift+a", 1, "accept")
        decide_all(tap, desk, project, "shift+x", 2, "reject")
        desk.key("alt+1", "Home")
        key = "shift+" + project.key_of("Threat")
        desk.press_until("shift+Right", "a selection", lambda: desk.selected_words())
        desk.key(key)
        wait("the question", lambda: desk.reads("press the key again to tag them all") or states(project).get(1, 0) != 0)
        tap.equal(states(project).get(1, 0), 0, "Shift and a label's key asks before it tags over a hundred places")
        desk.key(key)
        wait("the tags", lambda: states(project).get(1, 0) == 120)
        desk.key("ctrl+z")
        wait("them gone", lambda: states(project).get(1, 0) == 0)
        tap.ok(True, "and then does it in one step")
        desk.key("ctrl+q")
        desk.ended()


def open_old(tap, postil, folder):
    """A file of the first version: it is brought up to date, and the window says where the old one is."""
    path = folder / "old.postil"
    shutil.copy(Path(__file__).parent.parent / "fixtures" / "schema-1.postil", path)
    with Desk(postil, path) as desk:
        wait("the news of it", lambda: desk.reads("has been brought up to date"))
        tap.ok(desk.reads("old.postil.v1.backup") and (folder / "old.postil.v1.backup").exists(),
               "the window tells where the file of an older Postil is kept")
        screenshot("old.png")
        desk.key("ctrl+q")
        desk.ended()


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "pages.postil")
        (folder / "pages.jsonl").write_text("\n".join(lines()) + "\n", encoding="utf-8")
        subprocess.run([postilctl, "new", project.path], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([postilctl, "import", project.path, folder / "pages.jsonl"], check=True, stdout=subprocess.DEVNULL)
        with Desk(postil, project.path) as desk:
            desk.page()
            decide_on_many(tap, desk, project)
            read_ledger(tap, desk, project)
            read_quality(tap, desk, project, postilctl)
            write_rule(tap, desk, project)
            rule_from_span(tap, desk, project)
            desk.quit(tap)
        tag_many(tap, postil, postilctl, folder)
        open_old(tap, postil, folder)
        tap.equal(project.rows("PRAGMA integrity_check") + project.rows("PRAGMA foreign_key_check"), [("ok",)],
                  "the database is sound")

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
