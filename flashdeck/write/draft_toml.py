"""Write drafts of corrections as TOML in comments. A draft has no effect until a person removes its comment marks."""

from collections.abc import Iterator, Sequence

from flashdeck.edits import snippet
from flashdeck.edits.entries import Draft

_HEAD = """\
## Lines that look damaged: {count}. Copy the drafts that you accept into the edits file, and remove the “# ” of each line.
## If find and replace are the same, change replace to the correct text; flashdeck refuses the entry until then."""


def draft_lines(drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield the lines of a TOML text with drafts.

    The lines of a draft start with “# ”. The reasons for a draft and the quoted lines of the transcript start with “## ”.
    """
    yield from _HEAD.format(count=len(drafts)).splitlines()
    for draft in drafts:
        yield ""
        yield f"## {draft.why}"
        if draft.rule:
            yield f"##   rule {draft.rule}"
        yield from (f"##   {number:>5}  {' '.join(text.split())}" for number, text in draft.lines)
        yield from (f"# {line}" for line in snippet(draft.kind, dict(draft.values)).splitlines())
