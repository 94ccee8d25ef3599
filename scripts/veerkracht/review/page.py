"""The skeleton of the pages for reviewers: one file, offline, in the colours and letters of all."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from veerkracht.report.filled import Report, shell

# Outcome of a claim -> how it looks.
CLASSES = {
    "houdt": "houdt",
    "wijst die kant op": "wijst",
    "niet aangetoond": "niet-aangetoond",
    "houdt niet": "houdt-niet",
    "niet te bepalen": "onbepaald",
}
SHEETS = ("web.fonts.css", "tokens.css", "review/review.css")


def dress(report: Report, name: str, title: str, templates: Path, **more: object) -> str:
    """The page `name` (verschil, index): its skeleton with style and script in it."""
    style = "\n".join((templates / sheet).read_text(encoding="utf-8") for sheet in SHEETS)
    script = (templates / "review" / f"{name}.js").read_text(encoding="utf-8")
    page = shell(templates / "review").get_template(f"{name}.html.j2")
    return page.render(
        title=title,
        wijk=report.wijk,
        notice=report.notice,
        style=Markup(style),
        script=Markup(script),
        classes=CLASSES,
        **more,
    )
