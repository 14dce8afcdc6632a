"""Decks for learners of English, and of both languages, judged from outside: imported, rendered, imported again."""

import json
import os
import subprocess
import sys

import pytest

from flashdeck.app.building import BuildOrder, build_package
from flashdeck.settings import Settings

pytestmark = pytest.mark.anki
pytest.importorskip("anki.collection", reason="the official anki package is not installed")
ASKED = [
    {"study": "en", "level": "b1"},
    {"study": "en", "level": "a2", "cards": "recognition,production"},
    {"study": "both", "level": "hsk4,b1"},
    {"study": "both", "script": "traditional", "phonetic": "zhuyin"},
]


@pytest.fixture(params=["example", "reference"])
def transcript(request, example, corpus):
    return example if request.param == "example" else corpus / "transcripts" / "reference.txt"


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: "-".join(map(str, asked.values())))
def test_a_deck_is_judged_sound_from_outside(asked, transcript, corpus, tmp_path):
    report = build_package(BuildOrder((transcript,), Settings(output=tmp_path, **asked)))
    judged = subprocess.run(
        [sys.executable, corpus / "tools" / "check_apkg.py", *report.paths],
        capture_output=True,
        text=True,
        env=os.environ,
        check=False,
    )
    found = json.loads(judged.stdout)

    assert judged.returncode == 0, found["errors"]
    assert set(found["warnings"]) <= {"field-used-in-template-but-always-empty"}
    assert found["rendering"]["cards"] == report.counts["cards"] > 30
