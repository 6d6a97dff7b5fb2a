"""Writing the site into a release's folder.

Belongs here: the list of pages and files. Does not belong here: what stands on a page.
"""

from collections.abc import Mapping
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

import vl_convert
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.release.columns import columns as table_columns
from pipeline.site import charts, overview, words
from pipeline.site.country import country, page_data, summary
from pipeline.site.gaps import WORDS, Known, known_by_year
from pipeline.site.images import write_images
from pipeline.site.tables import Release, Row, load_release
from schemas import TABLES
from schemas.codes import FLAGS, USAGE_WARNINGS

FOLDER = "site"
_STATIC = ("site.css", "site.js", "tables.js", "country.js", "compare.js", "figures.js")
#: Makes vega-embed, with all it needs, available to the pages' own scripts.
_VEGA = "window.vegaEmbed = vegaEmbed;"


def write_site(directory: Path, files: Mapping[str, Path], drawn_before: Path | None = None) -> None:
    """Write the site of the release in a folder into its sub-folder `site`.

    Args:
        directory: the release; its Parquet files are read.
        files: the file read for each document, for pictures of the places that statements stand at.
        drawn_before: where those pictures wait for the next build; None to draw all.

    Raises:
        ReleaseIncomplete: a table that the page needs is not there.
    """
    release, site = load_release(directory), directory / FOLDER
    for folder in ("assets", "country", "evidence"):
        (site / folder).mkdir(parents=True, exist_ok=True)
    images = write_images(_pictured(release), files, site / "evidence", drawn_before)
    _write_assets(site / "assets", release)
    pages = _environment(release)
    known = known_by_year(release)

    def page(path: str, template: str, **shown: Any) -> None:
        root = "../" * path.count("/")
        text = pages.get_template(template).render(root=root, path=path, **shown)
        (site / path).write_text(text, encoding="utf-8", newline="\n")

    page("index.html", "index.html", cards=overview.cards(release, known), latest=overview.latest(release),
         counts=overview.counts(release), jsonld=json_ld(release.descriptor), years=known)  # fmt: skip
    for code in release.countries:
        made = country(code, release, images, known[code])
        page(f"country/{code}.html", "country.html", country=made, summary=summary(made),
             data=page_data(made, release.columns["country_year"]))  # fmt: skip
    page("compare.html", "compare.html", data=overview.compare_data(release))
    page("article.html", "article.html", cells=overview.article_cells(release))
    page("figures.html", "figures.html", data=overview.figures_data(release))
    page("method.html", "method.html", dictionary={name: table_columns(name) for name in TABLES},
         cautions={"a figure": USAGE_WARNINGS.values(), "a statement": FLAGS.values()})  # fmt: skip


def json_ld(descriptor: str | None) -> Markup | None:
    """The release's own schema.org description, safe inside a script element; None where the release has none."""
    if descriptor is None:
        return None
    escaped: dict[str, str | int | None] = {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
    }
    # every character that could end the script element is escaped by now
    return Markup(descriptor.translate(str.maketrans(escaped)))  # noqa: S704  # nosec B704


def _pictured(release: Release) -> list[Row]:
    """Claims that a figure, an earlier telling of it or the article's table rests on: the others would double the size."""
    told = [row["claim_ids"] for name in ("country_year", "restatements") for row in release.rows(name)]
    told += [row["claim_id"] or "" for row in release.rows("article_table_1")]
    wanted = {claim_id for text in told for claim_id in text.split(";")}
    return [claim for claim in release.rows("claims") if claim["claim_id"] in wanted]


def _environment(release: Release) -> Environment:
    made = Environment(
        loader=PackageLoader("pipeline.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":"), "ensure_ascii": True}
    made.globals |= {"release": release, "words": words, "Known": Known, "KNOWN": WORDS}
    return made


def _write_assets(folder: Path, release: Release) -> None:
    static = resources("pipeline.site") / "static"
    for name in _STATIC:
        (folder / name).write_text((static / name).read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    (folder / "vega.js").write_text(vl_convert.javascript_bundle(_VEGA), encoding="utf-8", newline="\n")
    _script(
        folder / "charts.js",
        "CHARTS",
        {"country": charts.country_chart(), "compare": charts.compare_chart(), "known": WORDS},
    )
    _script(
        folder / "release.js",
        "RELEASE",
        {"version": release.version, "cited": words.version(release.version), "warnings": dict(release.warnings)},
    )
    _script(folder / "claims.js", "CLAIMS", overview.claims_data(release))


def _script(path: Path, name: str, value: Any) -> None:
    path.write_text(f"window.{name}={overview.compact(value)};\n", encoding="utf-8", newline="\n")
