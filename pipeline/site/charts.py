"""The two charts as Vega-Lite specifications without data; the pages put in theirs.

Belongs here: what is drawn. Does not belong here: figures, and colours that change between light and dark, which the
style sheet holds.
"""

from typing import Any

import altair as alt

from pipeline.site.words import GROUPS

#: Money on an axis as people write it: 1.5 million, 700,000.
_MONEY = alt.Axis(
    tickCount=5,
    labelExpr="datum.value >= 1e9 ? format(datum.value / 1e9, ',~r') + ' billion' : "
    "datum.value >= 1e6 ? format(datum.value / 1e6, ',~r') + ' million' : format(datum.value, ',')",
)
_NAMES = [name for name, _ in GROUPS.values()]


def country_chart() -> dict[str, Any]:
    """Bars by year and purpose group with their range; zeros, years without a report and tiers have signs of their own."""
    figures, years = alt.NamedData("figures"), alt.NamedData("years")
    year = alt.X(
        "year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy", labelSeparation=8, ticks=False)
    )
    offset = alt.XOffset("group:N", sort=_NAMES, scale=alt.Scale(paddingOuter=0.15))
    colour = alt.Color("group:N", scale=alt.Scale(domain=_NAMES), legend=None)
    amount = alt.Y("amount:Q", title=None, axis=_MONEY)
    tip = [
        alt.Tooltip("tip:N", title="Figure"),
        alt.Tooltip("range:N", title="Range"),
        alt.Tooltip("note:N", title="How made"),
    ]
    gaps = alt.Chart(years).transform_filter("datum.known == 'not_held'").mark_rect(aria=False).encode(
        x=year, tooltip=[alt.Tooltip("words:N", title="This year")]
    )  # fmt: skip
    tiers = alt.Chart(years).mark_text(baseline="bottom", dy=-6, fontSize=10, aria=False).encode(
        x=year, y=alt.value(0), text="tier:N"
    )  # fmt: skip
    bars = alt.Chart(figures).transform_filter("!datum.zero").mark_bar(cursor="pointer").encode(
        x=year, xOffset=offset, y=amount, color=colour, tooltip=tip
    )  # fmt: skip
    spread = alt.Chart(figures).transform_filter("datum.low != datum.high")
    ends: dict[str, Any] = {"x": year, "xOffset": offset, "y": alt.Y("low:Q"), "y2": "high:Q"}
    # A broad line in the colour of the paper under the thin one keeps the range visible on its bar.
    halos = spread.mark_rule(style="halo", aria=False).encode(**ends)
    ranges = spread.mark_rule(strokeWidth=1.5, aria=False).encode(**ends)
    zeros = alt.Chart(figures).transform_filter("datum.zero").mark_point(
        shape="diamond", size=90, strokeWidth=2, filled=False, cursor="pointer"
    ).encode(x=year, xOffset=offset, y=amount, color=colour, tooltip=tip)  # fmt: skip
    return _spec(alt.layer(gaps, tiers, bars, halos, ranges, zeros), 280)


def compare_chart() -> dict[str, Any]:
    """A line for each country that breaks where a year is missing; a point for each figure."""
    figures = alt.NamedData("figures")
    year = alt.X(
        "year:Q", title=None, axis=alt.Axis(format="d", tickMinStep=1), scale=alt.Scale(zero=False, padding=12)
    )
    amount = alt.Y("amount:Q", title=None, axis=_MONEY)
    colour = alt.Color("country:N", legend=alt.Legend(title=None, orient="top", columns=4))
    tip = [
        alt.Tooltip("country:N", title="Country"),
        alt.Tooltip("tip:N", title="Figure"),
        alt.Tooltip("range:N", title="Range"),
    ]
    drawn = alt.Chart(figures)
    lines = drawn.mark_line(aria=False).encode(x=year, y=amount, color=colour, detail="run:N")
    ranges = drawn.transform_filter("datum.low != datum.high").mark_rule(aria=False).encode(
        x=year, y=alt.Y("low:Q"), y2="high:Q", color=colour
    )  # fmt: skip
    points = drawn.mark_point(filled=True, size=60, cursor="pointer").encode(
        x=year, y=amount, color=colour, shape=alt.Shape("country:N", legend=None), tooltip=tip
    )  # fmt: skip
    return _spec(alt.layer(lines, ranges, points), 340)


def _spec(chart: alt.LayerChart | alt.FacetChart, height: int) -> dict[str, Any]:
    made = chart.properties(width="container", height=height).to_dict()
    made.pop("config", None)
    return made | {"autosize": {"type": "fit-x", "contains": "padding"}, "background": None}
