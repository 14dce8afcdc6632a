"""The note types: schemas that may never change, and rules for what a learner sees."""

import re
import shutil
from pathlib import Path

import pytest

from flashdeck.errors import MissingEngineError, UsageError
from flashdeck.resources import example_transcript, find_folder, templates_folder
from flashdeck.write.anki.note_types import NoteType, bundled_note_types, load_note_types

TAIL = (
    "Level ContextBefore ContextAfter Source Verbatim Audio TTS AddListening AddProduction Notes "
    "Extra1 Extra2 Extra3 Extra4 Extra5 Extra6 ID"
)
# Frozen: a field added, removed or moved makes every note of every learner refuse its updates.
SCHEMAS = {
    "chinese-sentence": (
        2139667545,
        "flashdeck Chinese Sentence",
        "Sentence SentenceRuby Pinyin Translation Words Pattern",
        23,
    ),
    "chinese-vocabulary": (
        1132629045,
        "flashdeck Chinese Vocabulary",
        """Word Traditional Pinyin WordRuby Meaning Senses Parts Examples PartOfSpeech Frequency
        Sentence SentenceRuby SentenceTranslation Words""",
        31,
    ),
    "english-sentence": (1189973941, "flashdeck English Sentence", "Sentence Translation Words Pattern", 21),
    "english-vocabulary": (
        1291097514,
        "flashdeck English Vocabulary",
        """Word IPA Meaning Senses Examples PartOfSpeech Frequency
        Sentence SentenceCloze SentenceTranslation Words Pattern""",
        29,
    ),
}
UNSEEN = {"Frequency", "ID", "Extra1", "Extra2", "Extra3", "Extra4", "Extra5", "Extra6", "Pinyin"}
NOTE_TYPES = bundled_note_types()
CSS = (templates_folder() / "notetypes" / "style.css").read_text(encoding="utf-8")
each_note_type = pytest.mark.parametrize("note_type", NOTE_TYPES.values(), ids=NOTE_TYPES)


def test_there_are_four_note_types() -> None:
    assert list(NOTE_TYPES) == sorted(SCHEMAS)


@pytest.mark.parametrize("folder", SCHEMAS)
def test_schema_is_frozen(folder: str) -> None:
    note_type, (number, name, fields, count) = NOTE_TYPES[folder], SCHEMAS[folder]

    assert (note_type.id, note_type.name) == (number, name)
    assert note_type.field_names == (*fields.split(), *TAIL.split())
    assert [field.id for field in note_type.fields] == [number * 100 + place for place in range(1, count + 1)]


@pytest.mark.parametrize("folder", SCHEMAS)
def test_cards_are_frozen(folder: str) -> None:
    first = "Reading" if folder.endswith("sentence") else "Recognition"
    number = SCHEMAS[folder][0] * 100
    cards = [(template.id, template.name, template.gate) for template in NOTE_TYPES[folder].templates]

    assert cards == [
        (number + 91, first, None),
        (number + 92, "Listening", "AddListening"),
        (number + 93, "Production", "AddProduction"),
    ]


@each_note_type
def test_whole_front_of_an_optional_card_stands_behind_its_gate(note_type: NoteType) -> None:
    for template in note_type.templates[1:]:
        assert template.front.startswith(f"{{{{#{template.gate}}}}}")
        assert template.front.strip().endswith(f"{{{{/{template.gate}}}}}")


@each_note_type
def test_every_back_has_its_scroll_target_above_all_it_shows(note_type: NoteType) -> None:
    for template in note_type.templates:
        assert template.back.startswith('<div class="face" id="answer">')
        assert len(re.findall(r"\bid=\W?answer\b", template.back)) == 1


@each_note_type
def test_every_back_ends_with_the_family_tail(note_type: NoteType) -> None:
    tail = (templates_folder() / "notetypes" / "tail.html").read_text(encoding="utf-8")
    for template in note_type.templates:
        assert template.back.endswith(tail)


@each_note_type
def test_sections_are_closed_in_the_order_in_which_they_were_opened(note_type: NoteType) -> None:
    for side in sides(note_type):
        opened: list[str] = []
        for sign, name in re.findall(r"\{\{([#^/])([^{}]+)\}\}", side):
            if sign == "/":
                assert opened.pop() == name
            else:
                opened.append(name)
        assert not opened


@each_note_type
def test_every_field_is_on_a_card_but_those_for_search_and_the_reserves(note_type: NoteType) -> None:
    html = "".join(sides(note_type))
    shown = {name for name in note_type.field_names if re.search(rf"\{{\{{(?:[^{{}}]*:)?{name}\}}\}}", html)}
    gates = {"TTS", "AddListening", "AddProduction"}

    assert set(note_type.field_names) - shown - gates == UNSEEN & set(note_type.field_names)


@each_note_type
def test_no_card_runs_code_or_needs_the_network(note_type: NoteType) -> None:
    html = "".join(sides(note_type)) + note_type.css

    assert not re.search(r"<script|\bon\w+=|https?:|javascript:|@import|@font-face|prefers-color-scheme", html)


def test_first_line_of_the_style_carries_its_version() -> None:
    assert re.match(r"/\* .* \d+\.\d+ \*/\n", CSS)


def test_style_has_one_media_query() -> None:
    assert re.findall(r"@media[^{]*", CSS) == ["@media (max-width: 480px) "]


def test_no_text_is_smaller_than_12_pixels() -> None:
    assert min(int(size) for size in re.findall(r"(\d+)px", "".join(re.findall(r"font(?:-size)?:[^;]*", CSS)))) >= 12


@pytest.mark.parametrize("block", [":root", ".night_mode"])
def test_every_text_colour_is_readable_on_the_card(block: str) -> None:
    colours = variables(block)
    for name in ("text", "dim", "accent", "good", "bad", "t1", "t2", "t3", "t4", "t5"):
        assert contrast(colours[name], colours["card"]) >= 4.5, name
    for name in ("text", "dim"):
        assert contrast(colours[name], colours["soft"]) >= 4.5, name
    assert contrast(colours["text"], colours["hl"]) >= 4.5


def test_restyled_copy_is_taken_and_the_rest_is_bundled(tmp_path: Path) -> None:
    eject(tmp_path, "english-sentence")
    (tmp_path / "style.css").write_text("/* mine 1.0 */", encoding="utf-8")

    note_types = load_note_types(tmp_path)

    assert note_types["english-sentence"].css == "/* mine 1.0 */"
    assert note_types["chinese-sentence"] == NOTE_TYPES["chinese-sentence"]
    assert note_types["english-sentence"].digest != NOTE_TYPES["english-sentence"].digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('  { id = 118997394102, name = "Translation" },\n', ""),
        ('"Translation"', '"Meaning"'),
        ("id = 1189973941\n", "id = 1189973942\n"),
        ('gate = "AddListening"', 'gate = "AddProduction"'),
        ('gate = "AddListening"', 'gate = "Nothing"'),
        ("id = ", "id : "),
        ('"reading-front.html"', '"nothing.html"'),
    ],
)
def test_copy_with_another_schema_is_refused(tmp_path: Path, old: str, new: str) -> None:
    toml = eject(tmp_path, "english-sentence") / "notetype.toml"
    text = toml.read_text(encoding="utf-8")
    assert old in text
    toml.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(UsageError):
        load_note_types(tmp_path)


def test_copy_that_names_an_unknown_field_is_refused(tmp_path: Path) -> None:
    (eject(tmp_path, "english-sentence") / "reading-front.html").write_text("{{Sentense}}", encoding="utf-8")

    with pytest.raises(UsageError, match="Sentense"):
        load_note_types(tmp_path)


def test_note_type_of_an_unknown_name_is_refused(tmp_path: Path) -> None:
    eject(tmp_path, "english-sentence").rename(tmp_path / "german-sentence")

    with pytest.raises(UsageError):
        load_note_types(tmp_path)


def test_folder_without_a_style_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        load_note_types(tmp_path)


def test_files_are_found_inside_a_wheel_before_a_checkout(tmp_path: Path) -> None:
    package = tmp_path / "flashdeck"
    (tmp_path / "templates").mkdir()
    assert find_folder("templates", package) == tmp_path / "templates"

    (package / "templates").mkdir(parents=True)
    assert find_folder("templates", package) == package / "templates"


def test_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingEngineError):
        find_folder("templates", tmp_path / "flashdeck")


def test_example_transcript_has_its_name() -> None:
    assert example_transcript().name == "ai-policy-conversation.txt"


def sides(note_type: NoteType) -> list[str]:
    return [side for template in note_type.templates for side in (template.front, template.back)]


def eject(folder: Path, name: str) -> Path:
    source = templates_folder() / "notetypes"
    for file in source.iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    shutil.copytree(source / name, folder / name)
    return folder / name


def variables(block: str) -> dict[str, str]:
    rules = re.search(re.escape(block) + r" \{([^}]*)\}", CSS)
    assert rules
    return dict(re.findall(r"--(\w+): (#\w+);", rules.group(1)))


def contrast(one: str, other: str) -> float:
    """WCAG 2.1: the ratio of two relative luminances."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
