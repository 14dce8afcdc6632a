"""Episode two does not teach episode one again; building episode one again gives the same cards."""

import shutil

import pytest

from flashdeck.app.building import BuildOrder, build_anew
from flashdeck.app.pipeline import Pipeline
from flashdeck.chinese.scripts import traditional
from flashdeck.errors import InputError
from flashdeck.known import read_known
from flashdeck.settings import Settings
from flashdeck.write.anki.memory import built_after

HALF = 160  # lines of the example, which then is two talks about one thing


def build_deck(path, settings, progress=lambda _step: None):
    """Build the deck of one transcript and return the report."""
    report, _ = build_anew(BuildOrder((path,), settings), progress)
    return report


@pytest.fixture(scope="module")
def episodes(example, tmp_path_factory):
    """Two talks."""
    folder = tmp_path_factory.mktemp("talks")
    lines = example.read_text(encoding="utf-8").splitlines()
    paths = folder / "one.txt", folder / "two.txt"
    for path, part in zip(paths, (lines[:HALF], lines[HALF:]), strict=True):
        path.write_text("\n".join(part), encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def built(episodes, tmp_path_factory):
    """A folder with the decks of both, the first one built before the second."""
    folder = tmp_path_factory.mktemp("decks")
    for path in episodes:
        build_deck(path, Settings(study="both", output=folder))
    return folder


@pytest.fixture
def decks(built, tmp_path):
    return shutil.copytree(built, tmp_path / "decks")


def taught(path, folder, **options):
    """The ids and targets of a talk's cards, for each language."""
    tracks = Pipeline(path, Settings(study="both", output=folder, **options)).tracks
    return [[(card.id, card.targets) for card in track.selection.cards] for track in tracks]


def words(cards):
    return [{word for _, targets in track for word in targets} for track in cards]


def test_the_second_teaches_nothing_that_the_first_teaches(episodes, decks):
    first, second = (words(taught(path, decks)) for path in episodes)

    for one, other in zip(first, second, strict=True):
        assert len(one) > 5 < len(other)
        assert one.isdisjoint(other)


def test_alone_the_second_would_teach_some_of_it_again(episodes, tmp_path):
    first, second = (words(taught(path, tmp_path)) for path in episodes)

    assert all(one & other for one, other in zip(first, second, strict=True))


def test_a_talk_built_again_has_the_same_cards_whatever_was_built_since(episodes, decks, tmp_path):
    assert taught(episodes[0], decks) == taught(episodes[0], tmp_path / "fresh")
    for path in episodes:
        counts = build_deck(path, Settings(study="both", output=decks)).counts
        assert (counts["new"], counts["changed"], counts["gone"]) == (0, 0, 0)


def test_a_talk_under_another_title_has_the_same_cards(episodes, decks):
    for path in episodes:
        assert taught(path, decks, title="Another title") == taught(path, decks)


def test_the_order_of_first_builds_is_remembered(episodes, decks):
    build_deck(episodes[0], Settings(output=decks))

    assert built_after(decks / "one.apkg") == {"two.apkg"}
    assert built_after(decks / "two.apkg") == frozenset()
    assert built_after(decks / "three.apkg") == frozenset()


def test_a_broken_state_file_and_a_foreign_package_are_no_obstacle_to_a_preview(episodes, decks):
    (decks / "flashdeck.state.json").write_text("{", encoding="utf-8")
    (decks / "photos.apkg").write_bytes(b"mine")

    assert taught(episodes[1], decks) == taught(episodes[1], decks)


def test_an_earlier_deck_may_be_named_as_known(episodes, decks, tmp_path):
    named = Pipeline(episodes[1], Settings(known=(decks / "one.apkg",), output=tmp_path)).tracks[0]
    beside = Pipeline(episodes[1], Settings(output=decks)).tracks[0]

    assert [card.id for card in named.selection.cards] == [card.id for card in beside.selection.cards]
    assert named.spared.known == beside.spared.taught > 0
    assert named.spared.taught == beside.spared.known == 0


def test_a_deck_tells_all_its_targets_in_either_script(episodes, tmp_path):
    pipeline = Pipeline(episodes[0], Settings(study="both", script="traditional", output=tmp_path))
    build_deck(episodes[0], pipeline.settings)
    file = read_known(tmp_path / "one.apkg")

    for track in pipeline.tracks:
        assert file.words(track.study, "known") == {word.casefold() for card in track.selection.cards for word in card.targets}


def test_words_to_teach_are_taught_though_the_level_knows_them(episodes, tmp_path):
    """Every word that the level knows and the other line bears out may be asked for."""
    without = Pipeline(episodes[0], Settings(output=tmp_path)).tracks[0]
    wanted = {"公司", "问题"}
    (tmp_path / "teach.txt").write_text("\n".join(wanted), encoding="utf-8")
    asked = Pipeline(episodes[0], Settings(unknown=(tmp_path / "teach.txt",), output=tmp_path)).tracks[0]

    said = {token.headword for item in without.graded for token in item.tokens}
    assert wanted <= said
    assert not [card for card in without.selection.cards if wanted & set(card.targets)]
    assert [card for card in asked.selection.cards if wanted & set(card.targets)]


def test_a_file_that_cannot_be_read_is_told_before_any_engine_loads(episodes, tmp_path):
    stages = []
    with pytest.raises(InputError, match="no such file"):
        build_deck(episodes[0], Settings(known=(tmp_path / "nothing.apkg",), output=tmp_path), stages.append)

    assert stages == ["reading", "aligning"]


def test_another_file_of_a_talk_does_not_hide_its_words(episodes, tmp_path):
    """The same talk in traditional characters."""
    lines = [line for line in episodes[0].read_text(encoding="utf-8").splitlines() if line]
    other = tmp_path / "other.txt"
    other.write_text("\n".join(map(traditional, lines)), encoding="utf-8")
    build_deck(other, Settings(study="both", output=tmp_path))

    assert taught(episodes[0], tmp_path) == taught(episodes[0], tmp_path / "fresh")
