"""Why nothing can be made of a transcript, and what to do about it."""

from flashdeck.model import Language, Notice, Transcript


def no_pairs(transcript: Transcript, notices: tuple[Notice, ...]) -> tuple[str, str]:
    """Return why a transcript has no pairs, and what to do about it."""
    page_text = {notice.line for notice in notices if notice.code == "boilerplate"}
    found = {
        lang: [line.text for line in transcript.lines if line.lang == lang and line.number not in page_text] for lang in _NAMES
    }
    if not found["zh"] and not found["en"]:
        what = f"{_lines(len(page_text))} of page text and nothing else" if page_text else "neither Chinese nor English"
        return f"no bilingual pairs were found, but {what}", _TRANSCRIPT_REMEDY
    if found["zh"] and found["en"]:
        return (
            f"no Chinese line stands beside its English line (read as {transcript.reader}, {transcript.encoding})",
            "See `flashdeck inspect --stage read`; where it was read wrongly, choose another --reader or --encoding.",
        )
    lang: Language = "zh" if found["zh"] else "en"
    other = _NAMES["en" if lang == "zh" else "zh"]
    lines, different = len(found[lang]), len(set(found[lang]))
    repeats = f", {different} different ones" if different < lines else ""
    problem = f"only {_NAMES[lang]} was found ({_lines(lines)}{repeats}), each line needs its {other}"
    return problem, f"Give the file in {other} with --translation, or a text that holds both."


_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}
_TRANSCRIPT_REMEDY = "Give a text in which each Chinese line stands beside its English line."


def _lines(count: int) -> str:
    return f"{count} line{'' if count == 1 else 's'}"
