"""Render a report as a self-contained HTML page."""

from pathlib import Path

from flashdeck.write.html import page
from flashdeck.write.svg import Scale, ticks


def render_report(report: object, templates: Path | None = None) -> bytes:
    """Return a report as an HTML page."""
    return page("report/base.html.j2", templates, report=report, scale=Scale, ticks=ticks)
