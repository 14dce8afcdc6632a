"""Word documents and EPUB books in two languages; archives that are broken, hostile or of another kind say so."""

import io
import time
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shape_samples import ROWS

from flashdeck.errors import InputError
from flashdeck.read import Input, read_transcript
from flashdeck.read.containers import archive
from flashdeck.read.containers.page_text import escape
from flashdeck.read.formats.base import Document
from flashdeck.read.registry import reader_named

WORD = '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>{}</w:body></w:document>'
PAGE = '<?xml version="1.0" encoding="utf-8"?><html><head><title>Not said</title></head><body>{}</body></html>'
OPF = (
    '<package><manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{items}</manifest>'
    '<spine><itemref idref="n"/>{refs}</spine></package>'
)
ROOT = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'


def zipped(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return content.getvalue()


def docx(body):
    return zipped({"[Content_Types].xml": "", "word/document.xml": WORD.format(body)})


def epub(*pages):
    names = [f"part {at}.xhtml" for at in range(len(pages))]
    items = "".join(
        f'<item id="i{at}" href="{name.replace(" ", "%20")}" media-type="application/xhtml+xml"/>'
        for at, name in enumerate(names)
    )
    refs = "".join(f'<itemref idref="i{at}"/>' for at in range(len(pages)))
    parts = {"OEBPS/" + name: PAGE.format(page) for name, page in zip(names, pages, strict=True)}
    nav = {"OEBPS/nav.xhtml": PAGE.format("<p>Contents</p>")}
    return zipped({"META-INF/container.xml": ROOT, "OEBPS/book.opf": OPF.format(items=items, refs=refs), **nav, **parts})


def paragraph(text, style=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def read(tmp_path, content, name="talk.docx"):
    path = tmp_path / name
    path.write_bytes(content)
    return read_transcript(Input(path))


def rows_of(transcript):
    units = {}
    for line in transcript.lines:
        units.setdefault(line.unit, {})[line.lang] = line.text
    return [(unit["zh"], unit["en"]) for unit in units.values()]


def test_paragraphs_of_word_that_alternate_are_pairs(tmp_path):
    body = paragraph("The harbour", "Heading1") + "".join(paragraph(zh) + paragraph(en) for zh, en in ROWS)
    transcript = read(tmp_path, docx(body))

    assert rows_of(transcript) == ROWS
    assert transcript.encoding == "docx"
    assert [(notice.code, notice.text) for notice in transcript.notices] == [("heading", "The harbour")]


def test_a_table_of_word_is_read_by_its_columns(tmp_path):
    def row(*cells):
        return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    body = (
        "<w:tbl>" + row("序号", "中文", "English") + "".join(row(at, zh, en) for at, (zh, en) in enumerate(ROWS)) + "</w:tbl>"
    )

    assert rows_of(read(tmp_path, docx(body))) == ROWS


def test_both_languages_of_a_paragraph_with_a_line_break_are_a_pair(tmp_path):
    body = "".join(f"<w:p><w:r><w:t>{zh}</w:t><w:br/><w:t>{en}</w:t></w:r></w:p>" for zh, en in ROWS)

    assert rows_of(read(tmp_path, docx(body))) == ROWS


def test_deleted_text_readings_and_fields_of_word_are_not_said(tmp_path):
    extra = (
        "<w:r><w:ruby><w:rt><w:r><w:t>fēng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>风</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r>"
    )
    body = f"<w:p>{extra}<w:r><w:t xml:space='preserve'>很大 &amp; 冷。</w:t></w:r></w:p>" + paragraph(
        "The wind is strong &lt;and&gt; cold."
    )

    assert rows_of(read(tmp_path, docx(body))) == [("风很大 & 冷。", "The wind is strong <and> cold.")]


def test_a_run_that_word_cuts_anywhere_is_one_text(tmp_path):
    body = "".join(f"<w:p>{''.join(f'<w:r><w:t>{char}</w:t></w:r>' for char in text)}</w:p>" for text in ROWS[0])

    assert rows_of(read(tmp_path, docx(body))) == ROWS[:1]


def test_chapters_of_a_book_follow_its_spine(tmp_path):
    pages = ["".join(f"<p>{zh}</p><p class='en'>{en}</p>" for zh, en in rows) for rows in (ROWS[:3], ROWS[3:])]
    transcript = read(tmp_path, epub(f"<h1>One</h1>{pages[0]}", pages[1]), "book.epub")

    assert rows_of(transcript) == ROWS
    assert [notice.text for notice in transcript.notices] == ["One"]


def test_readings_and_breaks_of_a_book(tmp_path):
    page = "".join(f"<p><ruby>{zh[0]}<rp>(</rp><rt>x</rt><rp>)</rp></ruby>{zh[1:]}<br/>{en}</p>" for zh, en in ROWS)

    assert rows_of(read(tmp_path, epub(page), "book.epub")) == ROWS


def test_two_documents_in_one_language_each(tmp_path):
    for side, tag in enumerate(("zh", "en")):
        (tmp_path / f"talk.{tag}.docx").write_bytes(docx("".join(paragraph(row[side]) for row in ROWS)))
    transcript = read_transcript(Input(tmp_path / "talk.zh.docx", tmp_path / "talk.en.docx"))

    assert [line.text for line in transcript.lines] == [row[side] for side in (0, 1) for row in ROWS]
    assert transcript.layout == "two-sided"


@given(
    st.text("河桥a1. -+*_[]<>|=^{}~%&!#`\\?$", min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
    .filter(lambda text: ">>" not in text)
)
def test_an_escaped_text_is_read_as_it_was(text):
    lines = reader_named("markdown").read(Document("talk", ".md", f"河边\n\n{escape(text)}\n\n桥上\n")).lines

    assert text in [line.text for line in lines]


# --- broken and hostile --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [docx, epub])
def test_entities_are_not_declared(tmp_path, make):
    with pytest.raises(InputError, match="declares entities"):
        read(tmp_path, make('<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><p>&b;</p>'))


@pytest.mark.parametrize("make", [docx, epub])
def test_a_part_that_unpacks_to_too_much_is_refused(tmp_path, make, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_PART", 100_000)
    began = time.process_time()

    with pytest.raises(InputError, match="unpacks to more than"):
        read(tmp_path, make(paragraph("河" * 1_000_000)))
    assert time.process_time() - began < 2


def test_many_chapters_share_one_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_TEXT", 100_000)

    with pytest.raises(InputError, match="unpacks to more than"):
        read(tmp_path, epub(*[f"<p>{'河' * 10_000}</p>"] * 5))


def test_an_archive_of_too_many_parts_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_PARTS", 3)

    with pytest.raises(InputError, match="more than 3 parts"):
        read(tmp_path, epub("<p>河</p>"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (docx(paragraph("河"))[:60], "damaged"),
        (zipped({"a.txt": "河"}), "an Office document or a zip archive"),
        (zipped({"META-INF/container.xml": ROOT, "META-INF/rights.xml": ""}), "protected"),
        (zipped({"META-INF/container.xml": "<container/>"}), "no chapters"),
        (zipped({"META-INF/container.xml": ROOT}), "is missing"),
        (docx(""), "empty"),
    ],
)
def test_an_archive_that_cannot_be_read_says_why(tmp_path, content, said):
    with pytest.raises(InputError, match=said) as raised:
        read(tmp_path, content)
    assert raised.value.remedy


HOSTILE = ["<", "<w:p>", "<!--", "<![CDATA[", "&#1;", "<w:t ", "</w:tr>", "<w:tr><w:tc>", "<!DOCTYPE "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_page_takes_quadratic_time(tmp_path, piece):
    began = time.process_time()
    with suppress(InputError):
        read(tmp_path, docx(f"{paragraph('河')}{piece * 20_000}"))

    assert time.process_time() - began < 10


@settings(max_examples=50)
@given(
    st.lists(st.sampled_from([*HOSTILE, "河", "river", "</w:p>", "<w:t>", "</w:t>", "<w:rt>", "<w:br/>", "\n"]), max_size=20)
)
def test_no_page_makes_reading_stumble(tmp_path_factory, pieces):
    folder = tmp_path_factory.mktemp("page")
    lines = ()
    with suppress(InputError):
        lines = read(folder, docx("".join(pieces))).lines

    assert all(line.text == line.text.strip() for line in lines)


def test_a_document_that_python_docx_writes_is_read(tmp_path):
    module = pytest.importorskip("docx", reason="python-docx is the optional extra flashdeck[docx]")
    document = module.Document()
    document.add_heading("The harbour", 1)
    for zh, en in ROWS:
        document.add_paragraph(zh)
        document.add_paragraph(en)
    document.save(tmp_path / "made.docx")

    assert rows_of(read_transcript(Input(tmp_path / "made.docx"))) == ROWS


@pytest.mark.parametrize(("suffix", "kind"), [("docx", "a Word document"), ("epub", "an EPUB book")])
def test_a_document_that_is_no_archive_is_refused_by_its_kind(tmp_path, suffix, kind):
    path = tmp_path / f"talk.{suffix}"
    path.write_bytes(b"\x00\x01\x02\x03" * 50)

    with pytest.raises(InputError, match=f"is not {kind}"):
        read_transcript(Input(path))
