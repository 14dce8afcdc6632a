#!/usr/bin/env bash
# hsk-sentences-audio 1.0.0: the pinyin of its graded sentences reads 了 after 到 as liǎo, always.
#
# Behaviour: 56 of the 4,354 sentences have 到了 (to have arrived, or a verb with its result: received, thought of). In all 56
#   the pinyin field has "dao4 liao3". 了 is the aspect particle there, which is read le. Likewise 117 of 122 sentences with 一个
#   have the measure word 个 in the neutral tone, and the other 5 have not.
# Expected: dào le; 个 written in one way (dictionaries: gè, neutral in speech).
# Whom it hurts: a learner who studies the pinyin shown, and whoever measures a program for readings against this set: a program
#   that is right on all of them scores 56 errors.
# The script fails if the counts change.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q hsk-sentences-audio==1.0.0
"$folder/venv/bin/python" - <<'PYTHON'
from hsk_sentences_audio import load_sentences

sentences = load_sentences()
arrived = [row["pinyin_numbered"] for row in sentences if "到了" in row["chinese"]]
as_liao = sum("dao4 liao3" in pinyin for pinyin in arrived)
measured = [row["pinyin_numbered"] for row in sentences if "一个" in row["chinese"]]
neutral = sum("ge5" in pinyin for pinyin in measured)
print(f"{len(sentences)} sentences; with 到了: {len(arrived)}, read liǎo: {as_liao}; with 一个: {len(measured)}, neutral: {neutral}")
assert (len(sentences), len(arrived), as_liao) == (4354, 56, 56), "the readings have changed"
assert (len(measured), neutral) == (122, 117), "the readings have changed"
PYTHON
