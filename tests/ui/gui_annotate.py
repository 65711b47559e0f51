#!/usr/bin/python3
# gui_annotate.py - a page annotated from top to bottom by keyboard alone, every key counted
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""gui_annotate.py POSTIL POSTILCTL, under with-display: a sample page, and a seed page where those are at hand"""
import json
import re
import subprocess
import sys

from desk import ROOT, SHARED, Desk, Project, Tap, screenshot, tell, text_of, wait

WANTED = 40
RELATIONS = 5


class Hand:
    """Presses keys and knows how many: those that walk to the words, those that select, those that mark what is selected."""

    def __init__(self, desk):
        self.desk = desk
        self.spent = {"walk": 0, "select": 0, "mark": 0}
        self.of_span = []  # (kind, keys that select, keys that mark)

    def press(self, purpose, *keys):
        self.spent[purpose] += len(keys)
        self.desk.key(*keys)


def places_of(text):
    """(kind, start) of what will be marked, in reading order: sentences, their first clauses, names and pairs of words."""
    places = []
    turn = 0
    for line in re.finditer(r"[^\n]{60,}", text):
        for sentence in re.finditer(r"[A-Z][^.!?\n]{30,}[.!?]", line.group()):
            start = line.start() + sentence.start()
            words = [(start + word.start(), start + word.end()) for word in re.finditer(r"[A-Za-z]{3,}", sentence.group())]
            if len(words) < 6:
                continue
            places.append(("word", words[2][0]))
            if words[4][0] == words[3][1] + 1:
                places.append(("pair", words[3][0]))
            places.append((("sentence", "clause")[turn % 2], start))
            turn += 1
    return places


def walk_to(hand, offset):
    """Line by line, then token by token, as a person would. FALSE when the caret never stands there."""
    desk = hand.desk
    while desk.caret() < offset:
        before = desk.caret()
        hand.press("walk", "Down")
        wait("the caret to move down", lambda: desk.caret() != before)
    while desk.caret() > offset:
        before = desk.caret()
        hand.press("walk", "Left")
        wait("the caret to move left", lambda: desk.caret() != before)
    return desk.caret() == offset


def select(hand, kind):
    """The keys that a person would press at the caret."""
    keys = {"word": ["space"], "pair": ["shift+Right", "shift+Right"], "clause": ["comma"], "sentence": ["period"]}[kind]
    for key in keys:
        before = hand.desk.selection()
        hand.press("select", key)
        wait(f"{key} to select", lambda: hand.desk.selection() != before)
    return hand.desk.selection(), len(keys)


def newest(project):
    return project.rows("SELECT id, start, stop, parts FROM span WHERE state = 1 ORDER BY id")


def mark(tap, hand, project, kind, label):
    """Selects and tags at the caret; what is then in the project is what was selected."""
    chosen, n_selecting = select(hand, kind)
    before = {row[0] for row in newest(project)}
    hand.press("mark", project.key_of(label).lower())
    wait(f"the {label}", lambda: len(newest(project)) > len(before))
    fresh = [row for row in newest(project) if row[0] not in before]
    if len(fresh) != 1 or tuple(fresh[0][1:3]) != chosen:
        tap.equal([row[1:3] for row in fresh], [chosen], f"one {label} where the selection was")
    hand.of_span.append((kind, n_selecting, 1))
    return fresh[0][0]


def add_second_part(tap, hand, project, span, offset):
    """The word at @offset becomes a further part of the span that was marked last."""
    if not walk_to(hand, offset):
        return False
    chosen, _ = select(hand, "word")
    hand.press("mark", "plus")
    wait("a further part", lambda: project.value("SELECT parts FROM span WHERE id = ?", span))
    parts = json.loads(project.value("SELECT parts FROM span WHERE id = ?", span))
    tap.ok(len(parts) == 2 and tuple(parts[1]) == chosen, "+ adds the selection to the span that was marked before", parts)
    return True


def annotate(tap, hand, project, text):
    labels = {"sentence": ["Allegation", "Denial"], "clause": ["Statement", "Threat"],
              "word": ["Person", "Organisation", "Place"], "pair": ["Event", "Work"]}
    n_parts = 0
    count = 0
    places = places_of(text)
    for at, (kind, start) in enumerate(places):
        if count >= WANTED and n_parts >= 2:
            break
        if not walk_to(hand, start):
            continue
        label = labels[kind][count % len(labels[kind])]
        span = mark(tap, hand, project, kind, label)
        count += 1
        if kind == "word" and n_parts < 2 and at + 2 < len(places):
            far = next((place for place in places[at + 1:] if place[0] == "word"), None)
            if far and add_second_part(tap, hand, project, span, far[1]):
                n_parts += 1
    spans = project.spans("kept", hand=True)
    tap.ok(len(spans) >= WANTED, f"{len(spans)} spans were marked, {WANTED} or more")
    tap.ok(len({label for _, label, _ in spans}) >= 6, "of six labels or more")
    tap.equal(project.value("SELECT count(*) FROM span WHERE parts IS NOT NULL AND parts <> ''"), 2, "two of them in parts")


def relate(tap, hand, project):
    """From the current span to the one before it, five times, going up the page."""
    desk = hand.desk
    for i in range(RELATIONS):
        hand.press("walk", "shift+Tab")
        desk.key("r")
        wait("what to do next", lambda: desk.reads("Tab to the other span"))
        desk.key("shift+Tab", "Return")
        wait("the list of relations", lambda: desk.find("entry", "Relation"))
        desk.type("targ")
        wait("target at the top", lambda: next(desk.walk(desk.find("list", "Choices"))).get_name() == "target")
        desk.key("Return")
        wait("a relation", lambda: project.value("SELECT count(*) FROM relation") == i + 1)
        wait("the list to close", lambda: not desk.find("entry", "Relation"))
    tap.equal(project.value("SELECT count(*) FROM relation"), RELATIONS, f"{RELATIONS} relations, by R, Tab, Enter and a name")


def describe(tap, hand, name):
    """What the pointer would show of a span, for who has none."""
    desk = hand.desk
    desk.key("i")
    wait("the card", lambda: desk.reads("Marked by hand by") and desk.reads("target →"))
    screenshot(f"annotate-card-{name}.png")
    desk.key("i")
    wait("the card to go", lambda: not desk.reads("target →"))
    tap.ok(True, "I says beside the span what is known of it, and hides that again")


def every_identical(tap, hand, project, text):
    """One key for all places where the same words stand."""
    words = re.findall(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])", text)
    word = max(sorted(set(words)), key=words.count)
    n = words.count(word)
    hand.press("walk", "ctrl+Home")
    wait("the caret at the start", lambda: hand.desk.caret() == 0)
    if not walk_to(hand, re.search(rf"(?<![\w'’-]){word}(?![\w'’-])", text).start()):
        return
    select(hand, "word")
    before = len(newest(project))
    spent = hand.spent["mark"]
    hand.press("mark", "shift+" + project.key_of("Other").lower())
    wait(f"every “{word}”", lambda: len(newest(project)) - before >= n)
    tap.equal(hand.spent["mark"] - spent, 1, f"one key tags all {n} places of “{word}”")
    hand.desk.key("ctrl+z")
    wait("all of them to go", lambda: len(newest(project)) == before)


def count_keys(tap, hand):
    print(f"# keys: {hand.spent['walk']} to walk, {hand.spent['select']} to select, {hand.spent['mark']} to mark", flush=True)
    for kind in ("word", "pair", "clause", "sentence"):
        costs = [selecting + marking for what, selecting, marking in hand.of_span if what == kind]
        if costs:
            print(f"# {len(costs)} of kind {kind}: {sum(costs) / len(costs):.2f} keys each at the caret, {max(costs)} at most",
                  flush=True)
    tap.ok(all(marking <= 1 for _, _, marking in hand.of_span), "after the selection one key is enough")
    tap.ok(all(selecting + marking <= 3 for _, selecting, marking in hand.of_span),
           "a word, a clause or a sentence at the caret costs three keys at most")


def one_page(tap, postil, postilctl, path, page, name):
    project = Project(path)
    subprocess.run([postilctl, "new", path], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([postilctl, "import", path, page], check=True, stdout=subprocess.DEVNULL)
    with Desk(postil, path) as desk:
        hand = Hand(desk)
        text = text_of(desk.page())
        annotate(tap, hand, project, text)
        relate(tap, hand, project)
        screenshot(f"annotate-{name}.png")
        describe(tap, hand, name)
        every_identical(tap, hand, project, text)
        count_keys(tap, hand)
        desk.quit(tap)


def main():
    postil, postilctl = sys.argv[1:3]

    def story(tap, folder):
        one_page(tap, postil, postilctl, folder / "sample.postil", ROOT / "data/samples/03-standard-the-log.txt", "sample")
        seeds = sorted((SHARED / "seeds").glob("*.txt"), key=lambda file: file.stat().st_size)
        if seeds:
            one_page(tap, postil, postilctl, folder / "seed.postil", seeds[-1], "seed")
        else:
            print("# POSTIL_SHARED names no folder with the seeds: only the sample was annotated", flush=True)

    return tell(Tap(), story)


if __name__ == "__main__":
    sys.exit(main())
