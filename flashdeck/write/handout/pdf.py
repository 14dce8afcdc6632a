"""A handout as PDF, by typst: tagged (PDF/UA-1), with fonts of the system that have every character."""

import json
from dataclasses import asdict
from pathlib import Path

from flashdeck.errors import MissingEngineError
from flashdeck.pages import Handout
from flashdeck.resources import templates_folder
from flashdeck.write.handout.fonts import choose_fonts

_MARK = b"flashdeck"


def render_pdf(handout: Handout, font: Path | None = None) -> tuple[bytes, tuple[str, ...]]:
    """Return a handout as PDF, and the characters that no font has: they are shown by number, [U+1F9FF].

    Raises `MissingEngineError` without typst, and where no font has its Chinese characters.
    """
    require_typst()
    words = json.dumps(asdict(handout), ensure_ascii=False)
    fonts = choose_fonts(words, handout.zh_lang, font)
    absent = tuple(f"[U+{ord(char):X}]" for char in sorted(fonts.absent))
    for char, shown in zip(sorted(fonts.absent), absent, strict=True):
        words = words.replace(char, shown)
    inputs = {"handout": words, "fonts": json.dumps({"latin": fonts.latin, "han": fonts.han})}
    return _compile(inputs, [str(fonts.folder)] if fonts.folder else []), absent


def _compile(inputs: dict[str, str], folders: list[str]) -> bytes:
    import typst

    template = templates_folder() / "handout" / "handout.typ"
    options = {"root": str(template.parent), "sys_inputs": inputs, "font_paths": folders}
    try:
        made = typst.compile(str(template), format="pdf", pdf_standards=["ua-1"], **options)
    except typst.TypstError as error:  # a glyph that is missing after all, or a template that was changed
        raise MissingEngineError(
            f"the PDF could not be made: {error.message}", remedy="Choose another font (--font FILE), or --format html."
        ) from error
    assert isinstance(made, bytes)
    return made


def require_pdf(zh_lang: str, font: Path | None = None) -> None:
    """Raise `MissingEngineError` where typst or any font with Chinese characters is missing."""
    require_typst()
    choose_fonts("中", zh_lang, font)


def require_typst() -> None:
    """Raise `MissingEngineError` where typst is not installed."""
    from importlib.util import find_spec

    if find_spec("typst") is None:
        raise MissingEngineError("--format pdf: typst is not installed", remedy="pip install 'flashdeck[pdf]'")


def is_pdf(path: Path) -> bool:
    """Tell whether a PDF is one that flashdeck made, by its keywords."""
    content = path.read_bytes()
    return content.startswith(b"%PDF") and _MARK in content
