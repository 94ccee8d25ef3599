"""All that `snakemake` makes of a project, in one process: the floor of tests/benchmark.py."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from plain import Tables, chart_context, compute_tables, read_settings, read_sources

from veerkracht import io
from veerkracht.charts import catalogue, design, picture
from veerkracht.editions.artwork import artwork
from veerkracht.editions.given_away import PACKAGE_FILE, attach, data_package, give_away
from veerkracht.editions.pdf import as_assets, assets_of, print_parts, print_pdf
from veerkracht.editions.versions import hash_files, packages
from veerkracht.editions.web import compose_web
from veerkracht.lookups.lookups import Lookups
from veerkracht.report.fill import fill
from veerkracht.report.filled import print_page
from veerkracht.report.proofread import Context, proofread
from veerkracht.report.sections import Section, figure_names, read_sections, text_folders
from veerkracht.report.trail import Trail
from veerkracht.tables.register import PUBLIC


def build(project: Path) -> None:
    """All that `snakemake` makes of a project, in this process; in its folder `plain`."""
    config = read_settings(project)
    sources = read_sources(project, config)
    for key in config["wijken"]:
        out = project / "plain" / key
        (out / "figures").mkdir(parents=True)
        tables = compute_tables(project, config, key, sources)
        for name, table in tables.items():
            io.write_table(table, out / f"{name}.csv")
            tables[name] = io.read_table(out / f"{name}.csv")
        sections = read_sections(*text_folders(key, project))
        context = chart_context(project, config, key)
        figures = {
            name: draw_figure(name, tables, context, out / "figures" / f"{name}.svg")
            for name in figure_names(sections, config["wijken"][key]["years"])
        }
        make_editions(project, config, key, sections, tables, figures)


def draw_figure(name: str, tables: Tables, context: dict[str, Any], path: Path) -> dict[str, Any]:
    """What a figure says; it is drawn to `path`, and as a picture to share beside it."""
    written, figure = catalogue.draw(name, tables, context)
    if figure is None:
        path.write_text(design.EMPTY)
        return written
    design.save(figure, path)
    words = picture.Words(context["wijk"]["name"], written["title"], written["source"], "")
    picture.save(picture.draw_picture(figure, words), path.with_suffix(".png"))
    return written


def make_editions(
    project: Path,
    config: dict[str, Any],
    key: str,
    sections: list[Section],
    tables: Tables,
    figures: dict[str, dict[str, Any]],
) -> None:
    """The web edition, the monitor with its parts and the summary, from what stands in `plain`."""
    out, templates, wijk = project / "plain" / key, project / "templates", config["wijken"][key]
    day = date.fromisoformat(config["edition"]["date"])
    raw = sorted(str(path) for path in (project / "data" / key).glob("*.xlsx"))
    extra = {"input_hash": hash_files(raw), "versions": packages()}
    lookups, trail = Lookups.of(tables, wijk, config), Trail()
    report = fill(sections, lookups, figures, templates, extra, trail)
    proofread(report, Context.of(lookups, trail, sections, extra, figures))
    drawings = {path.stem: path.read_text() for path in out.glob("figures/*.svg")}
    maps = {name: tables[name] for name in ("actor_metrics", "ties", "layout")}
    fonts = (templates / "web.fonts.css").read_text("utf-8")
    maps = maps if wijk["years"] else {}
    (out / "beeld").mkdir()
    drawn = artwork(tables, config["sources"], config["city"])
    for name, drawing in drawn.items():
        (out / "beeld" / f"{name}.svg").write_text(drawing, encoding="utf-8")
    web = compose_web(report, drawings, maps, templates, fonts, drawn["omslag"], figures)
    (out / "index.html").write_text(web)
    page, given = out / "report.html", out / "openbaar"
    given.mkdir()
    kept = give_away(path for path in out.glob("*.csv") if path.stem in PUBLIC)
    kept[PACKAGE_FILE] = data_package(kept, config["edition"], key)
    for name, content in kept.items():
        (given / name).write_bytes(content)
    public = attach(given)
    html = as_assets(print_page(report, "monitor", templates))
    files = print_parts(html, assets_of(page), date=day, attachments=public)
    html = as_assets(print_page(report, "samenvatting", templates))
    files.append(print_pdf(html, assets_of(page), date=day, attachments=public))
    for number, pdf in enumerate(files):
        (out / f"{number}.pdf").write_bytes(pdf)
