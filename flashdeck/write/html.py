"""Render handouts and reports as self-contained HTML files."""

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.errors import UsageError
from flashdeck.lazy import Lazy
from flashdeck.model.pages import plain_text
from flashdeck.resources import templates_folder

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_GENERATOR = b'<meta name="generator" content="flashdeck'
_HEAD = 4096  # the number of bytes at the beginning of a file in which flashdeck's meta element is searched for


def page(template: str, templates: Path | None = None, **values: object) -> bytes:
    """Render a template to a page. All values are escaped.

    templates: a folder with a user's own templates; None for the bundled templates. A user's own templates are rendered in
    Jinja's sandbox. Raises `UsageError` if such a template has a mistake or an unsafe access.
    """
    try:
        return _environment(templates).get_template(template).render(**values).encode()
    except Exception as error:
        if templates is None:
            raise
        detail = getattr(error, "message", None) or error
        raise UsageError(
            f"{_place(error, templates)}: {type(error).__name__}: {detail}",
            remedy="Run `flashdeck templates eject` to get the original, and compare your template with it.",
        ) from error


def is_page(path: Path) -> bool:
    """Return whether flashdeck made an HTML file. Such a file has a meta element that names flashdeck as its generator."""
    with path.open("rb") as file:
        return _GENERATOR in file.read(_HEAD)


def _place(error: Exception, templates: Path) -> str:
    """Return the file and the line of a user's template in which an error occurred, such as "page.html:12".

    If they are unknown, return the folder of the user's templates.
    """
    frames = traceback.extract_tb(error.__traceback__)
    own = [f"{frame.filename}:{frame.lineno}" for frame in frames if Path(frame.filename).is_relative_to(templates)]
    return own[-1] if own else str(templates)


def _environment(templates: Path | None) -> "Environment":
    """Return the Jinja environment for a folder of templates. It escapes all values, and rejects undefined names."""
    return _bundled_environment() if templates is None else _new_environment(templates)


def _new_environment(templates: Path | None) -> "Environment":
    """Return a new Jinja environment. A user's own templates run in Jinja's sandbox.

    The bundled templates do not run in the sandbox, because it doubles the time for a page.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    kind = ImmutableSandboxedEnvironment if templates else Environment
    folders = [templates, templates_folder()] if templates else [templates_folder()]
    made = kind(
        loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {"css_string": css_string, "plain": plain_text}
    return made


_bundled_environment = Lazy(lambda: _new_environment(None))


def css_string(text: str) -> "Markup":
    r"""Return text as a CSS string in quotes. All characters that could end the string are escaped.

    >>> print(css_string('a"; }'))
    "a\22 \3b \20 \7d "
    """
    from markupsafe import Markup

    inside = "".join(char if char.isalnum() or char in "-_.·" else f"\\{ord(char):x} " for char in text)
    return Markup(f'"{inside}"')  # noqa: S704  all other characters than letters and digits are escaped
