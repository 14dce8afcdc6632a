"""Handouts as files: by the command line and from Python, in HTML."""

import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from talks import handout_of, talk

import flashdeck
from flashdeck.compose.handout.compose_handout import compose_handout
from flashdeck.errors import UsageError
from flashdeck.model.pages import plain_text
from flashdeck.settings import read_config
from flashdeck.write.handout import is_ours, render

LONG = [list(range(start, start + 6)) for start in range(0, 60, 5)]
HOSTILE = '"; } </style><script>alert(1)</script> <img src=x onerror=alert(1)> {{ 7*7 }} ]]> <!-- -->'
TAGS = set(
    "html head meta title style body header h1 p main section h2 div span table colgroup col thead tbody tr th td ol ul li wbr".split()
)


class Reader(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text, self.comments = set(), set(), "", []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.comments.append(data)


def pages(made, **options):
    return {copy.copy: render(copy, "html").content.decode() for copy in handout_of(made, **options).copies}


def test_a_page_is_made_of_known_tags_and_asks_for_nothing():
    for page in pages(talk(LONG, taught=range(60))).values():
        read = Reader(page)
        assert read.tags <= TAGS | {"ruby", "rt", "rp", "footer"}
        assert not {"src", "href", "onload"} & read.attributes
        assert not read.comments
        assert "url(" not in page
        assert "@import" not in page


def test_a_hostile_title_and_speaker_stay_text():
    for page in pages(talk(LONG, taught=range(60), title=HOSTILE, speaker=HOSTILE)).values():
        read = Reader(page)
        assert read.tags <= TAGS | {"ruby", "rt", "rp", "footer"}
        assert read.text.count(HOSTILE) >= 12
        assert page.count("</style>") == 1


def test_each_line_has_its_language():
    for page in pages(talk(LONG, taught=range(60))).values():
        assert page.count('<div class="target"><span lang="zh-Hans"') + page.count('<div class="target"><ruby') > 0
        assert re.search(r'<div class="context"><span lang="en">', page)


def test_readings_are_native_ruby_with_brackets_for_those_who_lack_it():
    page = pages(talk(LONG[:1]), ruby="all")["teacher"]

    assert re.search(r"<ruby[^>]*>\w+<rp>\(</rp><rt>\w+</rt><rp>\)</rp></ruby>", page)


@pytest.mark.parametrize(
    ("options", "found"),
    [({}, "size: A4;"), ({"paper": "letter"}, "size: letter;"), ({"size": 16.0, "copy": "student"}, "16.0pt")],
)
def test_the_paper_and_the_size_are_those_asked_for(options, found):
    assert all(found in page for page in pages(talk(LONG), **options).values())


def test_without_colour_there_is_none():
    page = pages(talk(LONG, taught=range(60)), bw=True)["student"]

    colours = re.findall(r"#[0-9a-f]{3,6}\b", page)
    assert {len(set(colour.lstrip("#"))) for colour in colours} == {1}


@pytest.fixture(scope="module")
def made(example, tmp_path_factory):
    folder = tmp_path_factory.mktemp("handouts")
    return {
        study: flashdeck.handout(example, study=study, lines="20-49", output=folder / study, sentences=10, words=20)
        for study in ("zh", "en")
    }


@pytest.mark.parametrize("study", ["zh", "en"])
def test_both_copies_hold_each_line_and_each_word(made, study):
    (composed,) = made[study].handouts
    assert len(composed.passage.lines) == 15
    for path in made[study].paths:
        read = Reader(path.read_text(encoding="utf-8"))
        bare = re.sub(r"\([^()]*\)|\s", "", read.text)
        for entry in composed.material.vocabulary.taught:
            assert composed.material.renderer.written(entry).replace(" ", "") in bare
        lost = composed.missing_lines() if "student" in path.name else {}
        for line in composed.passage.lines:
            context = composed.material.context(line).text
            assert (context in read.text) or lost[line.number]


def test_files_are_named_after_the_talk_and_the_copy(made):
    assert [path.name for path in made["zh"].paths] == [
        "ai-policy-conversation.student.html",
        "ai-policy-conversation.teacher.html",
    ]
    assert all(map(is_ours, made["zh"].paths))


def test_the_handout_has_the_words_of_the_deck_and_no_others(made, example, tmp_path):
    from flashdeck.app.pipeline import Pipeline
    from flashdeck.settings import Settings

    (track,) = Pipeline(example, Settings(sentences=10, words=20)).tracks
    deck = {word for card in track.selection.cards for word in card.targets}
    (composed,) = made["zh"].handouts
    said = {token.headword for line in composed.passage.lines for token in line.graded.tokens}

    assert {entry.headword for entry in composed.material.vocabulary.taught} == deck & said


def test_the_command_writes_the_files_and_says_what_they_hold(run_cli, example, tmp_path):
    done = run_cli("handout", example, "--lines", "20-49", "--copy", "student", "--seed", "2", "-o", tmp_path)

    assert done.returncode == 0
    assert done.stdout.splitlines() == [str(tmp_path / "ai-policy-conversation.B.student.html")]
    assert "15 lines" in done.stderr
    again = run_cli("handout", example, "--lines", "20-49", "--copy", "student", "--seed", "2", "-o", tmp_path)
    assert again.returncode == 0


def test_a_foreign_file_is_not_overwritten(run_cli, example, tmp_path):
    foreign = tmp_path / "ai-policy-conversation.teacher.html"
    foreign.write_text("<p>mine</p>")
    done = run_cli("handout", example, "--lines", "20-29", "-o", tmp_path)

    assert done.returncode == 5
    assert [path.name for path in tmp_path.iterdir()] == [foreign.name]


def test_lines_that_are_not_there_end_with_two_lines(run_cli, example, tmp_path):
    done = run_cli("handout", example, "--lines", "9000", "-o", tmp_path / "new")

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2
    assert not (tmp_path / "new").exists()


def test_the_options_of_handouts_stand_in_a_table_of_their_own(tmp_path):
    path = tmp_path / "flashdeck.toml"
    path.write_text('level = "hsk3"\n[handout]\nsize = 12\npassage = 300\nlang-ui = "zh"\n')

    assert read_config(path) == {"level": "hsk3", "handout": {"size": 12, "passage": 300, "lang-ui": "zh"}}


@pytest.mark.parametrize("text", ["[handout]\nsize = '12'", "[handout]\nsise = 12", "handout = 1", "size = 12"])
def test_a_wrong_table_is_refused(tmp_path, text):
    path = tmp_path / "flashdeck.toml"
    path.write_text(text)

    with pytest.raises(UsageError):
        read_config(path)


EDITS = """
[[term]]
text = "门槛"
pinyin = "mén kān"
gloss = "line that a rule draws"

[[speaker]]
line = 26
name = "林岚"

[[speaker]]
line = 34
name = "主持人"

[[card]]
id = "zh-word-门槛"
keep = true
note = "Ask the class for three examples."
"""


def test_one_entry_of_the_edits_file_changes_handout_and_deck_together(example, tmp_path):
    from flashdeck.app.pipeline import Pipeline
    from flashdeck.settings import Settings

    edits = tmp_path / "own.edits.toml"
    edits.write_text(EDITS, encoding="utf-8")
    (track,) = Pipeline(example, Settings(edits=edits)).tracks
    (note,) = (dict(note.fields) for note in track.deck.notes if note.id == "zh-word-门槛")
    (composed,) = flashdeck.handout(example, lines="20-49", output=tmp_path, edits=edits).handouts
    (entry,) = (entry for entry in composed.material.vocabulary.taught if entry.headword == "门槛")

    assert entry.gloss == "line that a rule draws"
    assert entry.gloss in note["Meaning"]
    assert composed.material.renderer.reading(entry) == "ménkān"
    assert "kān" in note["WordRuby"]
    assert note["Notes"] == "Ask the class for three examples."
    for path in tmp_path.glob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert note["Notes"] in re.search(r'<section class="discuss">.*?</section>', page, re.DOTALL)[0]
        assert page.count('<span class="speaker">林岚</span>') == 4
        assert '<span class="speaker">主持人</span>' in page


@pytest.mark.parametrize("study", ["zh", "en"])
def test_constructions_are_named_with_their_line_and_its_words(made, study):
    (short,) = made[study].handouts
    composed = compose_handout(short.talk, replace(short.options, lines="all"))
    copies = {copy.copy: copy for copy in composed.copies}
    rows = {
        name: [tuple(map(plain_text, row)) for part in copy.sections if part.kind == "patterns" for row in part.blocks[0].rows]
        for name, copy in copies.items()
    }
    lost = {line for line, (side, _) in composed.missing_lines().items() if side == "target"}

    assert rows["student"]
    assert {row[0] for row in rows["student"]} <= {row[0] for row in rows["teacher"]}
    assert any("as said" in words for _, _, words, _ in rows["teacher"]) == (
        study == "en"
    )  # "you know", which the text leaves out
    for _, lines, words, meaning in rows["teacher"]:
        item = composed.passage.lines[int(lines.rstrip("…").split(",")[0]) - 1].graded
        line = f"{item.target} {item.annotated.sentence.en_verbatim if study == 'en' else ''}"
        assert all(word.strip() in line for word in re.split("[;；]", words.partition(" (")[0])[0].split("…"))
        assert meaning
    assert not [row for row in rows["student"] if lost & set(map(int, row[1].rstrip("…").split(", ")))]


def deck_notes(example, **options):
    """The notes of a deck, as fields by name."""
    from flashdeck.app.pipeline import Pipeline
    from flashdeck.settings import Settings

    (track,) = Pipeline(example, Settings(**options)).tracks
    return [dict(note.fields) for note in track.deck.notes]


def deck_words(example, **options):
    """The word notes of a deck: reading and meaning by word, as plain text."""
    words = [note for note in deck_notes(example, **options) if "Word" in note]
    return {note["Word"]: (note.get("Pinyin") or note.get("IPA"), bare(note["Meaning"])) for note in words}


def bare(markup):
    """The words of HTML, without a card's label for a sense of this talk and a handout's senses of other lines."""
    words = re.sub(r'<span class="quiet".*?</span>|<[^>]+>', "", markup)
    return html.unescape(re.sub("^(here:|文中：)", "", words.strip()).strip())


def handout_words(example, **options):
    """The vocabulary of a handout of the whole talk: reading and meaning by word, as the teacher's page has them."""
    (path,) = flashdeck.handout(example, copy="teacher", sections="vocabulary", **options).paths
    rows = re.findall(r"<tr><td>.*?</tr>", path.read_text(encoding="utf-8"))
    cells = [[bare(cell) for cell in re.findall(r"<td>(.*?)</td>", row)] for row in rows]
    return {row[1]: (row[2] if len(row) > 5 else "", row[-1]) for row in cells}  # no column for readings that nothing gives


def report_words(example, **options):
    """The most useful words of a report that the deck has: reading and meaning by word, as its page has them."""
    (path,) = flashdeck.report(example, **options).paths
    found = re.findall(
        r'<span class="word"[^>]*>(.*?)</span>(?: <span class="quiet">(.*?)</span>)?</td><td[^>]*>(.*?)</td>.*?<td>(.)',
        path.read_text(encoding="utf-8"),
    )
    return {word: (reading, html.unescape(meaning)) for word, reading, meaning, mark in found if mark == "✓"}


@pytest.mark.parametrize(("study", "gloss"), [("zh", "sense of our own"), ("en", "自己的词义")])
def test_deck_handout_and_report_agree_word_for_word_and_an_edit_changes_all_three(study, gloss, example, tmp_path):
    deck, handout, report = (
        words(example, study=study, output=tmp_path / "plain") for words in (deck_words, handout_words, report_words)
    )
    alone = {word: shown for word, shown in report.items() if word in handout}
    assert len(deck) > 25
    assert {word: handout[word] for word in deck} == deck
    assert len(alone) > 15
    assert {word: handout[word] for word in alone} == alone
    assert set(report) - set(alone) <= set(" ".join(handout).split())  # "data", of which the deck teaches "data center"

    word = next(word for word in report if word in deck)
    edits = tmp_path / "own.edits.toml"
    edits.write_text(f'[[term]]\ntext = "{word}"\ngloss = "{gloss}"\n', encoding="utf-8")
    options = {"study": study, "output": tmp_path / "edited", "edits": edits}
    assert any(gloss in field for note in deck_notes(example, **options) for field in note.values())
    assert handout_words(example, **options)[word][1].startswith(gloss)
    assert report_words(example, **options)[word][1].startswith(gloss)
