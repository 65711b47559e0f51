#!/usr/bin/env python3
# check-models.py - the shipped models and word lists are what their manifests, the notice file and one command say
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-models.py POSTILCTL

With the shared data, the models are trained again and must come out the same, byte for byte."""
import hashlib
import json
import re
import sys
import tempfile
from pathlib import Path

from tap import ROOT, SHARED, Tap, read, run

MODELS = ROOT / "resources" / "models"
LISTS = ROOT / "resources" / "gazetteers"
LARGEST = 8 * 1024 * 1024


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def manifest_of(model):
    return json.loads(Path(f"{model}.json").read_text(encoding="utf-8"))


def check_models(tap):
    complaints = []
    for model in sorted(MODELS.glob("*.model")):
        if manifest_of(model)["sha256"] != sha256(model):
            complaints.append(f"{model.name} is not the model that its manifest describes")
        if model.stat().st_size > LARGEST:
            complaints.append(f"{model.name} is larger than 8 MB")
    tap.check("each model is the one of its manifest, and at most 8 MB", complaints)


def check_notice(tap):
    """Every list that was built from somebody's data is named, with each package that the command fetches."""
    notice = read("resources/NOTICE")
    complaints = [f"NOTICE does not name {path.name}" for path in sorted((LISTS / "built").glob("*.txt")) if path.name not in notice]
    build = read("resources/gazetteers/build.mjs")
    packages = re.findall(r"'(@?[\w./-]+)@[\d.]+'", build) + re.search(r"apt-get install ([\w -]+)", build)[1].split()
    complaints += [f"NOTICE does not name {name}" for name in packages if name not in notice and name not in ("nodejs", "npm")]
    if len(packages) < 8:
        complaints.append("build.mjs names its packages in a way that this check does not read")
    for model in sorted(MODELS.glob("*.model")):
        if model.name not in notice:
            complaints.append(f"NOTICE does not name {model.name}")
        complaints += [f"{model.name}: no licence of {source['file']}" for source in manifest_of(model)["sources"] if not source.get("licence")]
    tap.check("the notice file names every list, package and model", complaints)


def check_training(tap, postilctl, kind):
    name = f"training makes the shipped model of {kind} again, byte for byte"
    manifest = manifest_of(MODELS / f"{kind}.model")
    data = SHARED / "data"
    also = [ROOT / path for path in re.findall(r"--also (\S+)", manifest["command"])]
    paths = {source["file"]: data / source["file"] for source in manifest["sources"]} | {path.name: path for path in also}
    missing = [file for file, path in paths.items() if not path.is_file()]
    if missing or not postilctl or not Path(postilctl).is_file():
        tap.skip(name, f"{', '.join(missing) or 'postilctl'} is not here")
        return
    complaints = [f"{source['file']} is another file than the model was trained on" for source in manifest["sources"]
                  if sha256(paths[source["file"]]) != source["sha256"]]
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder, f"{kind}.model")
        done = run(postilctl, "train", kind, "--data", data, *(word for path in also for word in ("--also", path)), "--output", model)
        if done.returncode:
            complaints.append(done.stdout + done.stderr)
        elif sha256(model) != manifest["sha256"]:
            complaints.append("another model came out: features or lists have changed since; train it again, measure it (./dev bench quality), and ship it")
    tap.check(name, complaints)


def main():
    tap = Tap()
    check_models(tap)
    check_notice(tap)
    for kind in ("acts", "entities"):
        check_training(tap, sys.argv[1] if len(sys.argv) > 1 else None, kind)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
