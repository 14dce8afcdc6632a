"""Pages in one HTML file that asks for nothing else: handouts, reports."""

import traceback
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.errors import UsageError
from flashdeck.model.pages import plain_text
from flashdeck.resources import templates_folder

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_GENERATOR = b'<meta name="generator" content="flashdeck'
_HEAD = 4096  # bytes in which the generator stands


def page(template: str, templates: Path | None = None, **values: object) -> bytes:
    """Return a page that a template makes, one of a person's own `templates` or ours; all that it is given is escaped.

    A person's own templates are rendered in Jinja's sandbox. `UsageError` for a mistake in one, or for an unsafe access.
    """
    try:
        return _environment(templates).get_template(template).render(**values).encode()
    except Exception as error:
        if templates is None:
            raise
        detail = getattr(error, "message", None) or error
        raise UsageError(
            f"{_place(error, templates)}: {type(error).__name__}: {detail}",
            remedy="Compare it with the original, which `flashdeck templates eject` copies.",
        ) from error


def is_page(path: Path) -> bool:
    """Tell whether an HTML file is one that flashdeck made."""
    with path.open("rb") as file:
        return _GENERATOR in file.read(_HEAD)


def _place(error: Exception, templates: Path) -> str:
    """Return the file and line of a person's own template at which an error arose, else the folder of the templates."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f"{frame.filename}:{frame.lineno}" for frame in frames if Path(frame.filename).is_relative_to(templates)]
    return own[-1] if own else str(templates)


@cache
def _environment(templates: Path | None) -> "Environment":
    """Return the templates, with escaping on; a name that a template has wrong is an error.

    Ours need no sandbox, in which a page takes twice the time.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    kind = ImmutableSandboxedEnvironment if templates else Environment
    loader = FileSystemLoader([*([templates] if templates else []), templates_folder()])
    made = kind(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {"css_string": css_string, "plain": plain_text}
    return made


def css_string(text: str) -> "Markup":
    r"""Return text as a CSS string: every character that could end it is written by its number.

    >>> print(css_string('a"; }'))
    "a\22 \3b \20 \7d "
    """
    from markupsafe import Markup

    inside = "".join(char if char.isalnum() or char in "-_.·" else f"\\{ord(char):x} " for char in text)
    return Markup(f'"{inside}"')  # noqa: S704  nothing but letters, digits and numbers of characters is left
