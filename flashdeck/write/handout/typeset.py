"""Run typst, here or in a process of its own: `python -m flashdeck.write.handout.typeset`, a request on stdin, the PDF on stdout."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

_LONG = 1_000_000  # characters of JSON, about 40 pages: from here on typst's memory counts beside that of the engines
_REFUSED = 3


@dataclass(frozen=True, slots=True)
class Request:
    """What typst is asked to set: a template, its inputs, a folder with fonts besides the system's."""

    template: str
    inputs: dict[str, str]
    fonts: str | None = None


class TypesettingError(Exception):
    """What typst says it cannot do."""


def typeset(request: Request) -> bytes:
    """Return the PDF; a long one is made in another process, so that two great needs of memory do not add up."""
    if sum(map(len, request.inputs.values())) < _LONG or not sys.executable:
        return compile_pdf(request)
    command = [sys.executable, "-m", __name__]
    done = subprocess.run(command, input=json.dumps(asdict(request)).encode(), capture_output=True, check=False)  # noqa: S603  ourselves
    if done.returncode == _REFUSED:
        raise TypesettingError(done.stderr.decode())
    if done.returncode:
        return compile_pdf(request)  # an interpreter that does not find us: there is still this one
    return done.stdout


def compile_pdf(request: Request) -> bytes:
    """Return the PDF, made in this process. Raises `TypesettingError`."""
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
    """Answer one request."""
    try:
        content = compile_pdf(Request(**json.load(sys.stdin.buffer)))
    except TypesettingError as error:
        sys.stderr.write(str(error))
        return _REFUSED
    sys.stdout.buffer.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
