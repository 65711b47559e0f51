# gui_rules.py - rules switched off, removed and brought by hostile files, and the ledger's thresholds, in the window
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_rules.py POSTIL POSTILCTL, under with-display"""
import json
import subprocess
import sys

from desk import Atspi, Desk, Project, Tap, screenshot, tell, text_of, wait

N = 60
RULE = "pack: own\nrules:\n  - name: disowns\n    label: Denial\n    scope: match\n    score: 0.95\n    pattern: 'Clerk\\s\\d+\\sdisowned'\n"


def line():
    """Scores fall from 0.99; what is below 0.7 was wrong."""
    text, spans = "", []
    for i in range(N):
        words = f"Warden {i} said it"
        spans.append({"start": len(text), "end": len(text) + len(words), "label": "Threat", "text": words,
                      "score": 0.99 - i / 100, "source": "learner/acts", "state": "suggested"})
        text += f"{words}. Clerk {i} disowned a part.\n\n"
    return json.dumps({"id": "page", "text": text, "spans": spans})


def button(desk, words):
    return next((node for node in desk.walk() if node.get_role_name() == "push button" and words in (node.get_name() or "")), None)


def focused(desk):
    return next((node for node in desk.walk() if node.get_state_set().contains(Atspi.StateType.FOCUSED)), None)


def states(project, source):
    return dict(project.rows("SELECT s.state, count (*) FROM span s JOIN source c ON c.id = s.source WHERE c.name = ? GROUP BY s.state", source))


def run_all(desk, asked=False):
    """@asked: the rules came from a file, so that somebody has to agree."""
    desk.focus("")
    desk.key("F5")
    if asked:
        wait("the question", lambda: desk.windows("Run the Rules of This Project"))
        desk.focus("Run the Rules of This Project")
        desk.press_until("alt+r", "the answer", lambda: not desk.windows("Run the Rules of This Project"))
        desk.focus("")
    wait("what the run left", lambda: desk.reads("Nothing new to suggest") or desk.reads("new suggestion"))
    wait("the suggesters to end", lambda: desk.find("push button", "Stop suggesting") is None)


def open_rules(desk):
    desk.press_until("alt+4", "the editor", lambda: button(desk, "Save to the Project"))


def open_file(desk, path):
    desk.press_until("alt+i", "a dialog for the file", lambda: desk.windows("^Import Rules$"))
    desk.focus("^Import Rules$")
    desk.key("ctrl+l")
    desk.type(str(path))
    desk.press_until("Return", "the dialog to go", lambda: not desk.windows("^Import Rules$"))
    desk.focus("")


# --- Thresholds ---------------------------------------------------------------------------------------------------------------

def threshold(tap, desk, project):
    """Twenty-four decided, of which those from 0.9 on were right: the ledger says from where, and its button accepts from there."""
    learner = "learner/acts"
    before = states(project, learner)
    desk.key("alt+5")
    wait("a threshold", lambda: button(desk, "Accept From There…"))
    said = wait("what it rests on", lambda: next((text_of(node) or node.get_name() for node in desk.walk()
                                                  if "decided were right" in (text_of(node) or node.get_name() or "")), None))
    least = float(said.split("From ")[1].split(" %")[0]) / 100
    above = project.value("SELECT count (*) FROM span s JOIN source c ON c.id = s.source WHERE c.name = ? AND s.state = 0 AND s.score >= ?"
                          " AND s.label = (SELECT id FROM label WHERE name = 'Threat')", learner, least)
    tap.ok(0 < above < before[0], "the ledger tells from which score on suggestions were right", f"{said}: {above} of {before[0]}")
    for _ in range(60):
        if "Accept From There" in (focused(desk).get_name() or ""):
            break
        before_tab = focused(desk)
        desk.key("Tab")
        wait("the next stop", lambda: focused(desk) not in (None, before_tab))
    screenshot("thresholds.png")
    desk.press_until("Return", "the dialog", lambda: desk.windows("Decide on Many"))
    desk.focus("Decide on Many")
    wait("what it touches", lambda: button(desk, f"Accept {above}"))
    screenshot("threshold-preview.png")
    desk.press_until("alt+a", "them to be accepted", lambda: states(project, learner).get(1) == before[1] + above)
    tap.equal(states(project, learner)[0], before[0] - above, "its button accepts what lies above, and leaves what lies below")
    desk.focus("")
    desk.key("Escape")
    desk.press_until("ctrl+z", "it to be taken back", lambda: states(project, learner) == before)
    tap.ok(True, "one undo brings all of them back")


def decide_some(project):
    """As somebody would have: right above 0.9 and a little below, wrong beneath."""
    import sqlite3
    connection = sqlite3.connect(project.path)
    connection.execute("UPDATE source SET kind = 'model' WHERE name = 'learner/acts'")
    ids = [row[0] for row in connection.execute("SELECT s.id FROM span s JOIN source c ON c.id = s.source WHERE c.name = 'learner/acts'"
                                                " ORDER BY score DESC")]
    annotator = connection.execute("SELECT id FROM annotator").fetchone()
    for i, span in enumerate(ids):
        if i % 2 == 0:
            connection.execute("UPDATE span SET state = ?, annotator = ?, decided_at = 1700000000000 WHERE id = ?",
                               (1 if i < 40 else 2, annotator[0] if annotator else None, span))
    kept = sum(1 for i in range(0, len(ids), 2) if i < 40)
    connection.execute("UPDATE tally SET kept = ?, suggested = ?", (kept, len(ids) // 2))
    connection.commit()
    connection.close()


# --- A rule on, off and away --------------------------------------------------------------------------------------------------

def on_and_off(tap, desk, project):
    own = "rules/own.disowns"
    run_all(desk, asked=True)
    tap.equal(states(project, own), {0: N}, "a rule of the project proposes when it runs")
    open_rules(desk)
    choose(desk, "own.disowns")
    switch = wait("the switch", lambda: desk.find("check box", "Whether the rule runs") or desk.find("toggle button", "Whether the rule runs")
                  or next((node for node in desk.walk() if node.get_name() == "Whether the rule runs"), None))
    desk.click(switch)
    desk.key("alt+s")
    wait("it switched off in the project", lambda: project.value("SELECT enabled FROM rule WHERE name = 'own.disowns'") == 0)
    desk.key("Escape")
    run_all(desk)
    tap.equal(states(project, own), {}, "switched off, its open suggestions go with the next run")
    desk.press_until("ctrl+z", "it on again", lambda: project.value("SELECT enabled FROM rule WHERE name = 'own.disowns'") == 1)
    run_all(desk)
    tap.equal(states(project, own), {0: N}, "an undo switches it on, and the next run proposes again")


def choose(desk, name):
    """The project's own stand first in the list of rules."""
    before = len(desk.windows(""))
    desk.key("Return")
    wait("the list", lambda: len(desk.windows("")) > before)
    desk.key("Home", "Down", "Return")
    wait(name, lambda: desk.enabled(button(desk, "Remove")))


def removed(tap, desk, project):
    """A rule some of whose suggestions were accepted."""
    own = "rules/own.disowns"
    desk.key("alt+2")
    wait("a suggestion", lambda: desk.enabled(button(desk, "Accept")))
    rule = project.value("SELECT id FROM source WHERE name = ?", own)
    kept = "SELECT count (*) FROM span WHERE source = ? AND state = 1"
    while project.value(kept, rule) < 3:
        before = project.value("SELECT count (*) FROM span WHERE state = 0 AND structure = 0")
        desk.key("a")
        wait("one more accepted", lambda: project.value("SELECT count (*) FROM span WHERE state = 0 AND structure = 0") == before - 1)
    places = project.rows("SELECT start, stop FROM span WHERE source = ? AND state = 1 ORDER BY start", rule)
    open_rules(desk)
    choose(desk, "own.disowns")
    desk.press_until("alt+r", "it removed", lambda: project.value("SELECT count (*) FROM rule") == 0)
    desk.key("Escape")
    run_all(desk)
    tap.equal(states(project, own), {1: len(places)}, "a removed rule takes its open suggestions along with the next run")
    tap.equal(project.rows("SELECT start, stop FROM span WHERE source = ? AND state = 1 ORDER BY start", rule), places,
              "and what was accepted stays as it was")
    desk.press_until("alt+5", "the ledger", lambda: desk.reads("rules/own.disowns → Denial"))
    wait("its record", lambda: desk.reads(f"{len(places)} proposed · {len(places)} accepted"))
    screenshot("ledger-removed.png")
    tap.ok(True, "the ledger still names the rule, and what became of its suggestions")
    desk.key("Escape")
    told = subprocess.run([sys.argv[2], "history", project.path], check=True, capture_output=True, text=True).stdout
    tap.ok("Remove the rule own.disowns" in told and "Accept Denial" in told, "and the history what was done", told)


# --- Files that are none -------------------------------------------------------------------------------------------------------

def one_rule(pattern, name="a"):
    return f"pack: bad\nrules:\n  - name: {name}\n    label: Denial\n    pattern: '{pattern}'\n"


HOSTILE = (
    ("invalid.yaml", "pack: bad\nrules:\n  - name: a\n    label: Denial\n   pattern: x\n", "invalid.yaml:5: error: "),
    ("long.yaml", one_rule("denied|" * 10000 + "x"), "long.yaml:5: error: "),
    ("huge.yaml", "pack: huge\nrules:\n" + "".join(f"  - name: r{i}\n    label: Denial\n    pattern: 'word{i} and {'x' * 60}'\n"
                                                    for i in range(100000)), "huge.yaml:1: error: "),
    ("twice.yaml", one_rule("x") + "  - name: a\n    label: Denial\n    pattern: 'y'\n", "twice.yaml:6: error: the name \"a\" is taken"),
    ("latin.yaml", one_rule("démenti").encode("latin-1"), "latin.yaml:5: error: "),
    ("shipped.yaml", "pack: denial\nrules:\n  - name: denies\n    label: Denial\n    pattern: x\n", "“denial.denies” is the name of a rule"),
    ("deep.yaml", "pack: deep\nrules: " + "[" * 5000 + "\n", "deep.yaml:2: error: "),
    ("empty.yaml", "", "empty.yaml:1: error: "),
)


def hostile(tap, desk, project, folder):
    open_rules(desk)
    before = (project.rows("SELECT * FROM rule"), project.value("SELECT count (*) FROM edit"))
    for name, content, said in HOSTILE:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        open_file(desk, path)
        wait(said, lambda: desk.reads(said))
        if name == "latin.yaml":
            screenshot("rules-hostile.png")
        tap.equal((project.rows("SELECT * FROM rule"), project.value("SELECT count (*) FROM edit")), before,
                  f"{name}: said where it is wrong, and nothing is changed")


def asked_again(tap, desk, project, folder):
    """Another pack is another question, also in one sitting."""
    path = folder / "more.yaml"
    path.write_text("pack: more\nrules:\n  - name: says\n    label: Allegation\n    scope: match\n    score: 0.9\n"
                    "    pattern: 'disowned\\sa\\spart'\n", encoding="utf-8")
    open_file(desk, path)
    wait("the rule", lambda: project.value("SELECT count (*) FROM rule WHERE name = 'more.says'") == 1)
    desk.key("Escape")
    run_all(desk, asked=True)
    tap.equal(states(project, "rules/more.says"), {0: N}, "rules that came later are asked about anew, and then run")


def matches_are_one_stop(tap, desk):
    open_rules(desk)
    desk.key("alt+p")
    desk.type("disowned")
    wait("the matches", lambda: desk.reads(f"{N} matches in 1 of 1 documents"))
    desk.key("alt+e", "Tab")
    wait("the focus on the first of them", lambda: focused(desk) == rows(desk)[0])
    desk.key("Down", "Down")
    wait("the focus two rows on", lambda: rows(desk).index(focused(desk)) == 2)
    desk.key("Tab")
    wait("the focus behind the list", lambda: focused(desk).get_role_name() == "push button")
    tap.ok(True, "the matches are one stop of Tab, with the arrows within")
    desk.key("shift+Tab")
    wait("the focus in the list", lambda: focused(desk).get_role_name() == "list item")
    desk.key("shift+Tab")
    wait("the focus before it", lambda: focused(desk).get_role_name() != "list item")
    tap.ok(True, "and Shift+Tab goes back over it")
    desk.key("alt+p", "ctrl+a", "BackSpace", "Escape")


def rows(desk):
    found = desk.find("list", "Matches")
    return [node for node in desk.walk(found) if node.get_role_name() == "list item"] if found else []


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        project = Project(folder / "rules.postil")
        (folder / "page.jsonl").write_text(line() + "\n", encoding="utf-8")
        (folder / "own.yaml").write_text(RULE, encoding="utf-8")
        subprocess.run([postilctl, "new", project.path], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([postilctl, "import", project.path, folder / "page.jsonl"], check=True, stdout=subprocess.DEVNULL)
        decide_some(project)
        with Desk(postil, project.path) as desk:
            desk.page()
            threshold(tap, desk, project)
            matches_are_one_stop(tap, desk)
            hostile(tap, desk, project, folder)
            open_file(desk, folder / "own.yaml")
            wait("the rule", lambda: project.value("SELECT count (*) FROM rule") == 1)
            desk.key("Escape")
            on_and_off(tap, desk, project)
            removed(tap, desk, project)
            open_rules(desk)
            asked_again(tap, desk, project, folder)
            desk.quit(tap)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
