#!/usr/bin/env bash
# simplemma 2.0.0, English: common regular forms of verbs and nouns get base forms that are not words.
#
# Behaviour: lemmatize("playing", lang="en") returns "playe"; also thinking > thinke, fixing > fixe, mixing > mixe,
#   panicking > panick, lenses > lense. Other forms of the same words can be right: played > play.
# Expected: play, think, fix, mix, panic, lens, as every dictionary has them.
# Whom it hurts: whoever makes vocabulary cards, frequency counts or lookups by lemma. The word "playe" is in no dictionary, so
#   that a common verb appears as an unknown word, and its forms are counted as two words.
# The script fails if the output changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q simplemma==2.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import simplemma

SEEN = {
    "playing": "playe",
    "thinking": "thinke",
    "fixing": "fixe",
    "mixing": "mixe",
    "panicking": "panick",
    "lenses": "lense",
    "played": "play",
}
found = {word: simplemma.lemmatize(word, lang="en") for word in SEEN}
for word, lemma in found.items():
    print(f"{word:10} {lemma}")
assert found == SEEN, "the behaviour has changed"
PYTHON
