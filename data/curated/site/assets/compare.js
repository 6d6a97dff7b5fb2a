// Comparing countries: a line each that breaks where a year is missing, and the same figures as a table.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const box = document.getElementById("choices");
const group = document.getElementById("group");
const chosen = new Set();
let drawn;
let shown = [];

const view = () => document.querySelector("input[name=view]:checked").value;
const valuesIn = (figure) => (figure.zero ? [0, 0, 0] : figure.values[view()]);
const ofGroup = () => data.figures.filter((figure) => figure.group === group.value && valuesIn(figure));

function offer() {
  const many = new Map();
  for (const figure of ofGroup()) many.set(figure.code, (many.get(figure.code) ?? 0) + 1);
  for (const code of [...chosen]) if (!many.has(code)) chosen.delete(code);
  if (!chosen.size) [...many].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, 3).forEach(([code]) => chosen.add(code));
  box.replaceChildren(...[...many.keys()].sort((a, b) => data.countries[a].localeCompare(data.countries[b])).map((code) => {
    const label = element("label");
    const input = element("input", undefined, { type: "checkbox", value: code });
    input.checked = chosen.has(code);
    label.append(input, ` ${data.countries[code]} `, element("span", `(${many.get(code)})`, { class: "quiet" }));
    return label;
  }));
}

function warned(row) {
  const cell = element("td");
  if (!row.figure.cautions) cell.textContent = "–";
  else cell.append(element("a", String(row.figure.cautions), { href: `country/${row.code}.html#${row.id}`, "aria-label": `${row.figure.cautions} warnings on ${row.country} ${row.year}` }));
  return cell;
}

function show() {
  shown = ofGroup().filter((figure) => chosen.has(figure.code)).map((figure) => {
    const [amount, low, high] = valuesIn(figure);
    const range = low === high ? "–" : `${money(low, "USD")} to ${money(high, "USD")}`;
    return { id: figure.id, code: figure.code, country: data.countries[figure.code], year: figure.year, amount, low, high, range, tip: `${figure.year}: ${figure.zero ? figure.text : money(amount, "USD")}`, figure };
  }).sort((a, b) => a.country.localeCompare(b.country) || a.year - b.year);
  // A zero for one purpose only is no point at zero of the whole: it stands in the table, not in the chart.
  const points = shown.filter((row) => !row.figure.narrow);
  points.forEach((row, n) => {
    const before = points[n - 1];
    row.run = before && before.code === row.code && before.year === row.year - 1 ? before.run : `${row.code}${row.year}`;
  });
  document.getElementById("rows").replaceChildren(...shown.map((row) => {
    const line = element("tr");
    const amount = element("td", undefined, { class: row.figure.zero ? "num words" : "num" });
    amount.append(element("a", row.figure.zero ? row.figure.text : money(row.amount, "USD"), { href: `country/${row.code}.html#${row.id}` }));
    line.append(element("th", row.country, { scope: "row" }), element("td", String(row.year)), amount, element("td", row.range, { class: "num range" }), warned(row));
    return line;
  }));
  drawn = draw(CHARTS.compare, { figures: points }, chartStyle().config).then((result) => {
    const made = result?.view;
    made?.addEventListener("click", (_, item) => { if (item?.datum?.id) location.href = `country/${item.datum.code}.html#${item.datum.id}`; });
    return result;
  });
}

box.addEventListener("change", (event) => {
  if (event.target.checked) chosen.add(event.target.value);
  else chosen.delete(event.target.value);
  show();
});
group.addEventListener("change", () => { offer(); show(); });
document.querySelectorAll("input[name=view]").forEach((input) => input.addEventListener("change", () => { offer(); show(); }));
document.getElementById("choice").addEventListener("submit", (event) => event.preventDefault());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
saving("reintegration-funding-comparison", () => ({
  columns: ["country_iso3", "country", "funding_year", "purpose_group", `best_${view()}`, `low_${view()}`, `high_${view()}`, ...data.traced],
  rows: shown.map((row) => [row.code, row.country, row.year, group.value, row.amount, row.low, row.high, ...data.traced.map((name) => row.figure[name])]),
}));
savingChart("reintegration-funding-comparison", () => drawn, () => ({
  text: `${group.selectedOptions[0].textContent}, as reports tell it`,
  subtitle: [`${document.querySelector("input[name=view]:checked").parentElement.textContent.trim()}. A line breaks where a year is missing. Countries count different things.`],
}));
offer();
show();
