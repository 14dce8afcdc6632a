"""Drafts of corrections as TOML that does nothing until a person takes the marks away."""

from collections.abc import Iterator, Sequence

from flashdeck.edits.drafts import Draft
from flashdeck.edits.file.edits_file import entry_text

_HEAD = """\
## Lines that look damaged: {count}. Copy what you accept into the edits file, and take the “# ” before it away.
## Where find and replace are the same, write in replace what the line should say: until then it is refused."""


def draft_lines(drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield the lines of a TOML text: each draft behind “# ”, its reason and the lines it is about behind “## ”."""
    yield from _HEAD.format(count=len(drafts)).splitlines()
    for draft in drafts:
        yield ""
        yield f"## {draft.why}"
        if draft.rule:
            yield f"##   rule {draft.rule}"
        yield from (f"##   {number:>5}  {' '.join(text.split())}" for number, text in draft.lines)
        yield from (f"# {line}" for line in entry_text(draft.kind, dict(draft.values)).splitlines())
