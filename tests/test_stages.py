"""The stages as one list: in order, fitting each other, each run once and only if its result is needed."""

from typing import get_type_hints

import pytest

from flashdeck.app import stages
from flashdeck.app.pipeline import Pipeline
from flashdeck.app.stages import TALK_STAGES, TRACK_STAGES
from flashdeck.errors import InputError
from flashdeck.known.known_files import KnownFile
from flashdeck.known.own_decks import Taught
from flashdeck.select import Learner
from flashdeck.settings import Settings

ALL_STAGES = (*TALK_STAGES, *TRACK_STAGES)
NAMES = {"Learner": Learner, "KnownFile": KnownFile, "Taught": Taught}

each_stage = pytest.mark.parametrize("stage", ALL_STAGES, ids=[stage.name for stage in ALL_STAGES])


@each_stage
def test_a_stage_takes_results_of_earlier_stages_alone(stage):
    assert set(stage.inputs) <= set(ALL_STAGES[: ALL_STAGES.index(stage)])


@each_stage
def test_the_parameters_of_a_stage_have_the_types_of_its_inputs(stage):
    hints = get_type_hints(stage.function, localns=NAMES)
    _request, *taken = [hint for name, hint in hints.items() if name != "return"]
    given = [get_type_hints(each.function, localns=NAMES)["return"] for each in stage.inputs]

    assert taken == given


def test_every_name_of_a_stage_occurs_once():
    assert len({stage.name for stage in ALL_STAGES}) == len(ALL_STAGES)


@pytest.fixture
def talk(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text("我们用强化学习训练模型。\nWe train models with reinforcement learning.\n" * 2, encoding="utf-8")
    return path


def test_no_stage_runs_before_its_result_is_asked_for_and_each_runs_once(talk):
    steps = []
    pipeline = Pipeline(talk, Settings(), steps.append)
    assert steps == []
    assert pipeline.transcript.lines
    assert steps == ["reading"]
    assert pipeline.sentences
    assert pipeline.bitext
    assert steps == ["reading", "aligning"]


def test_words_known_are_read_before_anything_is_annotated(talk, tmp_path):
    steps = []
    pipeline = Pipeline(talk, Settings(known=(tmp_path / "nothing.txt",)), steps.append)
    with pytest.raises(InputError, match="no such file"):
        _ = pipeline.tracks[0].selection

    assert steps == ["reading", "aligning"]
    assert pipeline.annotated  # which needs no known words


def test_a_transcript_without_pairs_is_refused_by_the_stage_that_joins_them(tmp_path):
    path = tmp_path / "half.txt"
    path.write_text("我们走了。\n" * 3, encoding="utf-8")
    pipeline = Pipeline(path, Settings())

    assert pipeline.bitext.pairs == ()
    with pytest.raises(InputError, match=r"only Chinese was found \(3 lines, 1 of them different\)"):
        pipeline.result(stages.SENTENCES)
