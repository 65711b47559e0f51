#!/usr/bin/env python3
# layouts.py - are the posts of a thread found in page layouts that nobody has looked at?
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""layouts.py POSTILCTL SHARED [--seed N] [--layouts N] [--show]

First each layout of SHARED/data/acts-threads.jsonl by itself. Leaving one out changes nothing that could be trained: nothing is kept from
one document to the next, each teaches its own header by its repetition. So every layout is a held-out one as far as the program goes; that
its authors have seen the file is the reason for what comes second.

The posts of SHARED/data/acts-threads.jsonl are set anew, each thread in a layout that is put together by chance: where the author stands, where
the time, how it is written, what else is in the header, what buttons follow, how posts are parted. "postilctl suggest --stream"
reads the bare pages. A post counts when both its ends, its author and its time are right. The layouts of the file itself do not occur
(beyond what chance makes alike), so this is what a page from elsewhere would get."""
import argparse
import collections
import json
import random
import subprocess
import sys
from pathlib import Path

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def clock(rand, when):
    hour, minute = when % 1440 // 60, when % 60
    return f"{hour:02}:{minute:02}", f"{(hour + 11) % 12 + 1}:{minute:02} {'AM' if hour < 12 else 'PM'}"


# Each takes the minutes since the thread began, a day of the year and the year, and writes them in one site's way.
TIMES = {
    "iso": lambda t, a, m, d, y, w: f"{y}-{m:02}-{d:02} {a}",
    "iso-seconds": lambda t, a, m, d, y, w: f"{y}-{m:02}-{d:02} {a}:07",
    "iso-date": lambda t, a, m, d, y, w: f"{y}-{m:02}-{d:02}",
    "long": lambda t, a, m, d, y, w: f"{d} {MONTHS[m - 1]} {y} at {a}",
    "long-us": lambda t, a, m, d, y, w: f"{MONTHS[m - 1]} {d}, {y} at {t}",
    "short-us": lambda t, a, m, d, y, w: f"{MONTHS[m - 1][:3]} {d}, {y} {t}",
    "short": lambda t, a, m, d, y, w: f"{d} {MONTHS[m - 1][:3]} {y}, {a}",
    "weekday": lambda t, a, m, d, y, w: f"{DAYS[w]}, {d} {MONTHS[m - 1]} {y} {a}",
    "weekday-short": lambda t, a, m, d, y, w: f"{DAYS[w][:3]} {MONTHS[m - 1][:3]} {d}, {y} {t.lower()}",
    "slashes": lambda t, a, m, d, y, w: f"{d:02}/{m:02}/{y} {a}",
    "dots": lambda t, a, m, d, y, w: f"{d:02}.{m:02}.{y} {a}",
    "dots-dash": lambda t, a, m, d, y, w: f"{d:02}.{m:02}.{y} - {a}",
    "ordinal": lambda t, a, m, d, y, w: f"{d}th {MONTHS[m - 1]} {y}, {t.lower().replace(' ', '')}",
    "yesterday": lambda t, a, m, d, y, w: f"Yesterday at {t}",
    "today": lambda t, a, m, d, y, w: f"Today, {a}",
}
AGO = ("{n} minutes ago", "{n} hours ago", "{n} days ago", "{n}h ago", "about {n} hours ago", "{n} months ago", "{n} yrs ago", "{n}m ago")
BARE_AGO = ("{n}d", "{n} mo", "{n}h") # beside a mark or alone on a line; nobody writes "Ann replied 3d"

# {a} the author, {t} the time, {i} the number of the post, {n} a number of no meaning, {r} a rank.
HEADERS = (
    "{a} · {t}", "{a} | {t}", "{a} - {t}", "{a}, {t}", "{a} ({t})", "{a} • {t}", "{a} — {t}", "{t} {a}", "{t} - {a}", "{t} | {a}", "{a}\n{t}", "{t}\n{a}",
    "By {a} on {t}", "Posted by {a} on {t}", "Posted by {a}, {t}", "Comment by {a} — {t}", "{a} says:\n{t}", "{a} wrote on {t}:", "{a} commented {t}",
    "#{i} {a} {t}", "#{i} · {a} · {t}", "{i}. {a}, {t}", "{a}\n{r}\n{t}", "{a}\n{r}\n{n} posts\n{t}", "{a}\n{t}\n#{i}", "{a} {r} · {t}", "{a}\n\n{t}",
    "{a} @{h} · {t}", "{a}\n@{h}\n{t}", "{t} #{i}\n{a}", "{a} [{t}]", "[{t}] {a}", "User: {a}\nDate: {t}", "Author: {a}\nPosted: {t}\nReplies: {n}",
    "{a}\n{n} points\n{t}", "{a}, {r}\n{t}", "({t}) {a}", "{a} replied {t}", "{a} » {t}", "Posted {t} by {a}", "{a} posted {t}", "{i} {a}\n{t}",
    "✍ {a}, {t}", "{a} | {t} | {n} likes", "{a} ({r}) - {t}", "{t} – {a} ({r})", "{a}:\n{t}", "[{a}] {t}", "<{a}> {t}", "{a} / {t}", "{a}\t{t}",
    "{a} left a comment on {t}", "{a} asked {t}", "At {t}, {a} wrote:", "On {t} {a} said:", "Comment {i} of 40\n{a}\n{t}", "{a}\n{n} followers\n{t}",
    "{n} points by {a} {t}", "{a} {t} Report", "From {a} at {t}", "{a} ~ {t}", "{a} answered on {t}", "{t}\n\n{a}", "{a} - {r}\n{t}",
)
RANKS = ("Member", "Subscriber", "Veteran", "Regular", "Contributor", "Top commenter", "Newcomer", "Verified")
FOOTERS = ("", "", "", "Reply", "Reply Share Flag", "Like ({n})", "Reply | Report", "Upvote {n} Downvote", "Quote\nReply", "{n} likes\nReply", "Was this helpful? Yes No", "Permalink",
           "▲ {n} ▼", "+{n} -{n}", "Recommend {n}", "❤ {n}\nReply", "Share\nReport abuse", "[reply] [quote]")
PARTERS = ("\n\n", "\n\n", "\n\n", "\n\n\n", "\n\n---\n\n", "\n\n* * *\n\n", "\n\n____________\n\n", "\n")


class Layout:
    def __init__(self, rand):
        self.header = rand.choice(HEADERS)
        ago = rand.random() < 0.4
        bare = ago and rand.random() < 0.25 and self.header.endswith(("· {t}", "\n{t}"))
        self.time = rand.choice(BARE_AGO if bare else AGO) if ago else TIMES[rand.choice(sorted(TIMES))]
        if ago:
            self.header = self.header.replace(" on {t}", " {t}")
        self.footer = rand.choice(FOOTERS)
        self.parter = rand.choice(PARTERS)
        self.gap = rand.choice(("\n\n", "\n\n", "\n"))
        if self.parter == "\n":
            self.gap = "\n"
        self.indented = rand.random() < 0.15

    def write_time(self, rand, index, start):
        if isinstance(self.time, str):
            return self.time.format(n=max(2, 40 - index))
        minutes = start["minutes"] + index * rand.randint(3, 200)
        a, t = clock(rand, minutes)
        day = min(28, start["day"] + minutes // 1440)
        return self.time(t, a, start["month"], day, start["year"], (start["day"] + minutes // 1440) % 7)


def bodies(document):
    """(author, depth, words) of each post; without the header, which is the old layout's."""
    for span in document["spans"]:
        if span["label"] == "Post":
            text = document["text"][span.get("body_start", span["start"]):span["end"]].strip()
            yield span["author"], span.get("depth", 0), text


def set_anew(document, layout, rand):
    """(text, posts): the thread in another layout, and where its posts are."""
    start = {"minutes": rand.randint(300, 900), "day": rand.randint(1, 20), "month": rand.randint(1, 12), "year": rand.randint(2009, 2024)}
    ranks = {}
    title = " ".join(next(bodies(document))[2].split()[:6])
    text, posts = title + "\n" + rand.choice(("Comments", "Discussion", "{n} comments", "Replies")).format(n=len(document["spans"])) + "\n\n", []
    for index, (author, depth, words) in enumerate(bodies(document)):
        time = layout.write_time(rand, index, start)
        rank = ranks.setdefault(author, rand.choice(RANKS))
        header = layout.header.format(a=author, t=time, i=index + 1, n=rand.randint(2, 400), r=rank, h=author.replace(" ", "").lower().lstrip("@"))
        block = header + layout.gap + words
        if layout.indented and depth:
            block = "\n".join("  " * depth + line if line else line for line in block.split("\n"))
        begin = len(text) + (len(block) - len(block.lstrip(" ")))
        text += block
        posts.append({"start": begin, "end": len(text), "author": author, "time": time})
        if layout.footer:
            text += layout.gap + layout.footer.format(n=rand.randint(2, 99))
        text += layout.parter
    return text.rstrip() + "\n", posts


def ask(postilctl, pages):
    lines = "".join(json.dumps({"id": str(i), "text": text, "meta": {"kind": "thread"}}) + "\n" for i, (text, _, _) in enumerate(pages))
    done = subprocess.run([postilctl, "suggest", "--stream", "--only", "structure"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return [[span for span in json.loads(line)["spans"] if span["label"] == "Post"] for line in done.stdout.decode().splitlines()]


def right_ones(wanted, found):
    """(exact ends, exact ends with author and time)."""
    by_ends = {(span["start"], span["end"]): span for span in found}
    ends = [(post, by_ends[post["start"], post["end"]]) for post in wanted if (post["start"], post["end"]) in by_ends]
    return len(ends), sum(span.get("author") == post.get("author") and span.get("time") == post.get("time") for post, span in ends)


def as_they_are(postilctl, path):
    """Each layout of the file, asked about alone: a post counts when both its ends, its author and its time are right."""
    by_layout = collections.defaultdict(list)
    for document in map(json.loads, open(path, encoding="utf-8")):
        posts = [span for span in document["spans"] if span["label"] == "Post"]
        by_layout[document["meta"]["layout"]].append((document["text"], posts, None))
    print("posts of acts-threads with author and time, each layout left out of what the program could know (it learns from the document alone); aim 0.95")
    print(f"  {'layout':<14} {'posts':>6} {'found':>6} {'ends F1':>8} {'all F1':>8}")
    sums = [0, 0, 0, 0]
    for name, pages in sorted(by_layout.items()):
        total = n_ends = n_all = n_found = 0
        for (_, posts, _), found in zip(pages, ask(postilctl, pages)):
            ends, everything = right_ones(posts, found)
            total, n_ends, n_all, n_found = total + len(posts), n_ends + ends, n_all + everything, n_found + len(found)
        sums = [a + b for a, b in zip(sums, (total, n_found, n_ends, n_all))]
        f1 = 2 * n_all / max(1, total + n_found)
        print(f"  {name:<14} {total:>6} {n_found:>6} {2 * n_ends / max(1, total + n_found):>8.4f} {f1:>8.4f}{'' if f1 >= 0.95 else '  missed'}")
    total, n_found, n_ends, n_all = sums
    print(f"  {'all':<14} {total:>6} {n_found:>6} {2 * n_ends / max(1, total + n_found):>8.4f} {2 * n_all / max(1, total + n_found):>8.4f}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("postilctl")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layouts", type=int, default=1000)
    parser.add_argument("--show", action="store_true", help="the layouts in which posts were missed, with what was found")
    options = parser.parse_args()
    path = options.shared / "data" / "acts-threads.jsonl"
    if not path.is_file():
        print(f"{path} is not here: nothing to measure")
        return 0
    as_they_are(options.postilctl, path)
    # A talk page's signatures stand in the words themselves.
    documents = [d for d in map(json.loads, open(path, encoding="utf-8")) if d["meta"]["layout"] != "wikitalk"]
    rand = random.Random(options.seed)
    pages = []
    for i in range(options.layouts):
        layout = Layout(rand)
        text, posts = set_anew(documents[i % len(documents)], layout, rand)
        pages.append((text, posts, layout))
    total = n_ends = n_all = n_found = whole = 0
    for (text, posts, layout), found in zip(pages, ask(options.postilctl, pages)):
        ends, everything = right_ones(posts, found)
        total, n_ends, n_all, n_found = total + len(posts), n_ends + ends, n_all + everything, n_found + len(found)
        whole += everything == len(posts)
        if options.show and everything < len(posts):
            print(f"--- {everything} of {len(posts)} ({ends} by their ends, {len(found)} found): {layout.header!r} {layout.footer!r} {layout.parter!r}\n{text[:700]}\n"
                  f"... found {[(span['text'][:60], span.get('author'), span.get('time')) for span in found[:3]]}\n")
    print(f"posts in {options.layouts} layouts put together by chance: {total} posts, exact F1 {2 * n_ends / max(1, total + n_found):.4f}, "
          f"with author and time {2 * n_all / max(1, total + n_found):.4f}; {whole} layouts without a fault")
    return 0


if __name__ == "__main__":
    sys.exit(main())
