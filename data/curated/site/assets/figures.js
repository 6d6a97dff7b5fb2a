// All figures, or every statement, as one table to filter, sort and save.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const PAGE = 50;
const SHOWN = new Map(data.rows.map((row, n) => [row, data.texts[n]]));
const listed = (text) => (text ? text.split(";") : []);
// Usage warnings, then the flags that none of them tells: each thing to beware of once, as on a country's page.
function codesOf(get) {
  const usage = listed(get("usage_warnings"));
  return [...usage, ...listed(get("flags")).filter((flag) => !usage.includes(data.covered[flag]))];
}
const worded = (list, code) => data.words[list][code] ?? code ?? "–";
const amountOf = (get, low, high) => {
  if (get(low) === null) return "–";
  return get(low) === get(high) ? money(get(low), get("currency")) : `${money(get(low), get("currency"))} to ${money(get(high), get("currency"))}`;
};
const country = { name: "Country", key: "country_iso3", text: (get) => data.countries[get("country_iso3")], head: true };
const year = { name: "Year", key: "funding_year", text: (get) => String(get("funding_year") ?? "–") };
const warnings = { name: "Warnings", key: "flags", text: (get) => codesOf(get).map((code) => RELEASE.warnings[code] ?? code).join("; "), count: true };
const LISTS = {
  figures: {
    kind: "method", label: "How made", one: "figure", many: "figures", start: "funding_year",
    link: (get) => `country/${get("country_iso3")}.html#f-${get("funding_year")}-${get("purpose_group")}`,
    columns: [
      country, year, { name: "What for", key: "purpose_group", text: (get) => worded("purpose_group", get("purpose_group")) },
      { name: "Amount", key: "best", num: true, link: true, text: (get) => get("shown") },
      { name: "US dollars", key: "best_usd", num: true, text: (get) => (get("best_usd") === null || get("method") === "stated_none" ? "–" : money(get("best_usd"), "USD")) },
      { name: "How made", key: "method", text: (get) => worded("method", get("method")) }, warnings,
    ],
  },
  claims: {
    kind: "status", label: "What it says", one: "statement", many: "statements", start: "funding_year",
    link: (get) => `country/${get("country_iso3")}.html#c-${get("claim_id")}`,
    columns: [
      country, year, { name: "What for", key: "purpose", text: (get) => worded("purpose", get("purpose")) },
      { name: "Amount", key: "amount_high", num: true, link: true, text: (get) => (get("amount_low") === null ? worded("status", get("status")) : amountOf(get, "amount_low", "amount_high")) },
      { name: "Sentence", key: "sentence", text: (get) => get("sentence"), wide: true },
      { name: "Confidence", key: "confidence", num: true, text: (get) => get("confidence").toFixed(2) }, warnings,
    ],
  },
};
const state = { list: "figures", sort: "funding_year", down: true, page: 0, left: [] };

function table() {
  return state.list === "figures" ? data : CLAIMS;
}

function getter(row) {
  const { columns } = table();
  return (name) => (name === "shown" ? SHOWN.get(row) : (row[columns.indexOf(name)] ?? null));
}

function options(id, pairs) {
  at(id).replaceChildren(element("option", "all", { value: "" }), ...pairs.map(([value, text]) => element("option", text, { value })));
}

function offer() {
  const list = LISTS[state.list];
  const held = (key) => [...new Set(table().rows.map((row) => getter(row)(key)).filter((value) => value !== null))].sort();
  options("country", held("country_iso3").map((code) => [code, data.countries[code]]).sort((a, b) => a[1].localeCompare(b[1])));
  options("group", held("purpose_group").map((code) => [code, worded("purpose_group", code)]));
  options("currency", held("currency").map((code) => [code, code]));
  options("kind", held(list.kind).map((code) => [code, worded(list.kind, code)]));
  const codes = [...new Set(table().rows.flatMap((row) => codesOf(getter(row))))].sort();
  options("warning", [["-", "without any"], ...codes.map((code) => [code, RELEASE.warnings[code] ?? code])]);
  at("kind-label").textContent = list.label;
}

function passes(get, list) {
  const is = (id, key) => !at(id).value || get(key) === at(id).value;
  const flags = codesOf(get);
  const wanted = at("warning").value;
  const when = get("funding_year");
  if (!(is("country", "country_iso3") && is("group", "purpose_group") && is("currency", "currency") && is("kind", list.kind))) return false;
  if (wanted && !(wanted === "-" ? !flags.length : flags.includes(wanted))) return false;
  if (at("from").value && !(when !== null && when >= Number(at("from").value))) return false;
  if (at("to").value && !(when !== null && when <= Number(at("to").value))) return false;
  const text = at("text").value.trim().toLowerCase();
  return !text || list.columns.some((column) => String(column.text(get)).toLowerCase().includes(text));
}

function order(column) {
  const key = (row) => (column.key === "country_iso3" ? data.countries[getter(row)("country_iso3")] : getter(row)(column.key));
  return (a, b) => {
    const [one, other] = [key(a), key(b)];
    if (one === null || other === null) return (one === null) - (other === null); // what is not known stands last
    const way = typeof one === "number" ? one - other : String(one).localeCompare(String(other));
    return state.down ? -way : way;
  };
}

function heads(list) {
  at("heads").replaceChildren(...list.columns.map((column) => {
    const sorted = column.key === state.sort;
    const head = element("th", undefined, { scope: "col", class: column.num ? "num" : "", "aria-sort": sorted ? (state.down ? "descending" : "ascending") : "none" });
    const button = element("button", column.name, { type: "button", class: "sort" });
    button.addEventListener("click", () => {
      state.down = sorted ? !state.down : Boolean(column.num);
      state.sort = column.key;
      state.page = 0;
      show();
      [...at("heads").querySelectorAll("button")].find((b) => b.textContent === column.name).focus();
    });
    head.append(button);
    return head;
  }));
}

function countWarnings(cell, get) {
  const codes = codesOf(get);
  cell.textContent = codes.length || "–";
  cell.title = codes.map((code) => RELEASE.warnings[code] ?? code).join("; ");
}

function line(row, list) {
  const get = getter(row);
  const made = element("tr");
  for (const column of list.columns) {
    const cell = element(column.head ? "th" : "td", column.link || column.count ? undefined : column.text(get), { class: [column.num && "num", column.link && "words", column.wide && "said"].filter(Boolean).join(" "), dir: column.wide ? "auto" : "ltr" });
    if (column.head) cell.scope = "row";
    if (column.count) countWarnings(cell, get);
    if (column.link) cell.append(element("a", column.text(get), { href: list.link(get) }));
    made.append(cell);
  }
  return made;
}

function show() {
  const list = LISTS[state.list];
  state.left = table().rows.filter((row) => passes(getter(row), list)).sort(order(list.columns.find((column) => column.key === state.sort)));
  const last = Math.max(0, Math.ceil(state.left.length / PAGE) - 1);
  state.page = Math.min(state.page, last);
  heads(list);
  at("rows").replaceChildren(...state.left.slice(state.page * PAGE, (state.page + 1) * PAGE).map((row) => line(row, list)));
  at("count").textContent = `${state.left.length} of ${table().rows.length} ${table().rows.length === 1 ? list.one : list.many}`;
  at("page").textContent = state.left.length ? `Page ${state.page + 1} of ${last + 1}` : "Nothing is left; clear a filter.";
  at("back").disabled = state.page === 0;
  at("next").disabled = state.page === last;
}

// The statements are in a file of their own, read when first asked for.
function claimsLoaded() {
  if (window.CLAIMS) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = element("script", undefined, { src: "assets/claims.js" });
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error("assets/claims.js cannot be read")));
    document.head.append(script);
  });
}

at("filters").addEventListener("input", async (event) => {
  if (event.target.name === "list") {
    if (event.target.value === "claims") await claimsLoaded();
    state.list = event.target.value;
    state.sort = LISTS[state.list].start;
    state.down = true;
    offer();
  }
  state.page = 0;
  show();
});
at("filters").addEventListener("submit", (event) => event.preventDefault());
at("filters").addEventListener("reset", () => setTimeout(() => {
  document.querySelector(`input[name=list][value=${state.list}]`).checked = true;
  state.page = 0;
  show();
}));
at("back").addEventListener("click", () => { state.page -= 1; show(); });
at("next").addEventListener("click", () => { state.page += 1; show(); });
saving("reintegration-funding", () => ({ columns: table().columns, rows: state.left }));
offer();
show();
