"""Run typst in this process or in a new process.

`python -m flashdeck.write.handout.typeset` reads a request from stdin and writes the PDF to stdout.
"""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

# If the JSON of a document has more characters than this (about 40 pages), typst needs much memory and runs in a new process.
_LONG = 1_000_000
_REFUSED = 3


@dataclass(frozen=True, slots=True)
class Request:
    """A document to typeset: a template, and the inputs of the template. `fonts` is a folder with additional fonts, or None."""

    template: str
    inputs: dict[str, str]
    fonts: str | None = None


class TypesettingError(Exception):
    """Typst could not compile the document."""


def typeset(request: Request) -> bytes:
    """Return the PDF. A long document is compiled in a separate process, so that its memory is free again afterwards."""
    if sum(map(len, request.inputs.values())) < _LONG or not sys.executable:
        return compile_pdf(request)
    command = [sys.executable, "-m", __name__]
    done = subprocess.run(command, input=json.dumps(asdict(request)).encode(), capture_output=True, check=False)  # noqa: S603  this module
    if done.returncode == _REFUSED:
        raise TypesettingError(done.stderr.decode())
    if done.returncode:
        return compile_pdf(request)  # the new interpreter could not import flashdeck
    return done.stdout


def compile_pdf(request: Request) -> bytes:
    """Compile the PDF in this process. Raises `TypesettingError` if typst refuses the document."""
    import typst

    template = Path(request.template)
    try:
        made = typst.compile(
            str(template),
            root=str(template.parent),
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs=request.inputs,
            font_paths=[request.fonts] if request.fonts else [],
        )
    except typst.TypstError as error:
        raise TypesettingError(error.message) from error
    assert isinstance(made, bytes)
    return made


def main() -> int:
    """Read a request from stdin and write the PDF to stdout."""
    try:
        content = compile_pdf(Request(**json.load(sys.stdin.buffer)))
    except TypesettingError as error:
        sys.stderr.write(str(error))
        return _REFUSED
    sys.stdout.buffer.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
