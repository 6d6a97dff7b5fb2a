// A country's page: the chart and table in the currency chosen, and what stands behind a bar.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const YEARS = data.years.map(([year, known, tier]) => ({ year, known, tier, words: CHARTS.known[known] }));
const GROUPS = ["Re/integration", "Help for victims", "Other work against trafficking", "All work against trafficking"];
let drawn;

function valuesIn(figure, view) {
  return figure.zero ? [0, 0, 0] : figure.values[view];
}

// Between narrow bars the ratings stand upright, or "2" and "2WL" would read as one.
function fitting(spec) {
  if (document.getElementById("chart").clientWidth > 560) return spec;
  const upright = { angle: 270, align: "left", baseline: "middle", dx: 5, dy: 0 };
  return { ...spec, layer: spec.layer.map((one) => (one.mark.type === "text" ? { ...one, mark: { ...one.mark, ...upright } } : one)) };
}

function show() {
  const view = data.views.find((v) => v.code === document.querySelector("input[name=view]:checked").value);
  const unit = view.label.replace(", as stated", "");
  document.getElementById("unit").textContent = `(${unit})`;
  document.getElementById("chart-unit").textContent = unit.charAt(0).toUpperCase() + unit.slice(1);
  const left = [];
  const shown = [];
  for (const figure of data.figures) {
    const values = valuesIn(figure, view.code);
    const row = document.querySelector(`tr[data-figure="${figure.id}"]`);
    const amount = values ? money(values[0], view.currency) : "not held so";
    const range = values && values[1] !== values[2] ? `${money(values[1], view.currency)} to ${money(values[2], view.currency)}` : "–";
    row.querySelector(".amount").textContent = figure.zero ? figure.text : amount;
    row.querySelector(".range").textContent = range;
    if (!values) left.push(`${figure.year} (${figure.group.toLowerCase()})`);
    else shown.push({ id: figure.id, year: figure.year, group: figure.group, zero: figure.zero, amount: values[0], low: values[1], high: values[2], tip: figure.zero ? figure.text : amount, range, note: figure.method });
  }
  document.getElementById("left-out").textContent = left.length ? `Not drawn, because they are not held in this currency: ${left.join("; ")}.` : "";
  const { config, colour } = chartStyle();
  config.range.category = GROUPS.map((_, n) => colour(`--g${n + 1}`));
  drawn = draw(fitting(CHARTS.country), { figures: shown, years: YEARS }, config).then((result) => {
    const made = result?.view;
    made?.addEventListener("click", (_, item) => {
      if (!item?.datum?.id) return;
      if (location.hash === `#${item.datum.id}`) openTarget(item.datum.id);
      else location.hash = item.datum.id;
    });
    return result;
  });
}

document.getElementById("views").addEventListener("change", show);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
saving(`reintegration-funding-${data.code}`, () => data);
savingChart(`reintegration-funding-${data.code}`, () => drawn, () => ({
  text: `${data.name}: money against trafficking, as reports tell it`,
  subtitle: [`${document.getElementById("chart-unit").textContent}. Thin line: lowest to highest. Diamond: a report says there was none for some purpose. Grey: no report read.`, "Number on top: the US rating of the government’s efforts (tier)."],
}));
show();
