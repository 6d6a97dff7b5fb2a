// Money as text, and tables as files: CSV and XLSX made here, because nothing leaves this machine.
"use strict";

const SIGNS = { USD: "$", EUR: "€" };

function digits(amount) {
  const whole = Number.isInteger(amount) || Math.abs(amount) >= 100;
  return amount.toLocaleString("en-GB", { minimumFractionDigits: whole ? 0 : 2, maximumFractionDigits: whole ? 0 : 2 });
}

function money(amount, currency) {
  return SIGNS[currency] ? SIGNS[currency] + digits(amount) : `${digits(amount)} ${currency ?? ""}`.trim();
}

// Text that a spreadsheet may run as a formula gets an apostrophe, as in the release's own CSV files.
function safeText(text) {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function cell(value) {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? safeText(value) : String(value);
}

function toCsv(columns, rows) {
  const quoted = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return "\ufeff" + [columns, ...rows].map((row) => row.map((value) => quoted(cell(value))).join(",") + "\n").join("");
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

// A ZIP archive without compression; all dates are 1 January 1980.
function zip(files) {
  const encoder = new TextEncoder();
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const path = encoder.encode(name);
    const body = encoder.encode(text);
    const fields = new DataView(new ArrayBuffer(26));
    [20, 0x0800, 0, 0, 33].forEach((value, n) => fields.setUint16(2 * n, value, true));
    fields.setUint32(10, crc32(body), true);
    fields.setUint32(14, body.length, true);
    fields.setUint32(18, body.length, true);
    fields.setUint16(22, path.length, true);
    const shared = new Uint8Array(fields.buffer);
    const local = new Uint8Array([0x50, 0x4b, 3, 4, ...shared, ...path]);
    const place = new DataView(new ArrayBuffer(14));
    place.setUint32(10, offset, true);
    directory.push(0x50, 0x4b, 1, 2, 20, 0, ...shared, ...new Uint8Array(place.buffer), ...path);
    parts.push(local, body);
    offset += local.length + body.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, Object.keys(files).length, true);
  end.setUint16(10, Object.keys(files).length, true);
  end.setUint32(12, directory.length, true);
  end.setUint32(16, offset, true);
  return new Blob([...parts, new Uint8Array(directory), new Uint8Array(end.buffer)], {
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  });
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

function xml(text) {
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (sign) => names[sign]).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
}

function sheet(rows) {
  const written = (value) => {
    if (value === null || value === undefined || value === "") return "<c/>";
    if (typeof value === "number") return `<c><v>${value}</v></c>`;
    return `<c t="inlineStr"><is><t xml:space="preserve">${xml(String(value))}</t></is></c>`;
  };
  const lines = rows.map((row) => `<row>${row.map(written).join("")}</row>`).join("");
  return `${XML}<worksheet ${MAIN}><sheetData>${lines}</sheetData></worksheet>`;
}

// Text stands in a workbook as text, so that no formula can come of it.
function toXlsx(sheets) {
  const names = Object.keys(sheets);
  const files = {
    "[Content_Types].xml": `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${names.map((_, n) => `<Override PartName="/xl/worksheets/sheet${n + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${XML}<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets>${names.map((name, n) => `<sheet name="${xml(name)}" sheetId="${n + 1}" r:id="r${n + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${XML}<Relationships xmlns="${PACKAGE}/relationships">${names.map((_, n) => `<Relationship Id="r${n + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`).join("")}</Relationships>`,
  };
  names.forEach((name, n) => { files[`xl/worksheets/sheet${n + 1}.xml`] = sheet(sheets[name]); });
  return zip(files);
}

function save(name, content) {
  const link = document.createElement("a");
  link.download = name;
  link.href = typeof content === "string" ? content : URL.createObjectURL(content);
  document.body.append(link);
  link.click();
  link.remove();
  say(`${name} saved`);
}

// What a saved workbook says of itself; it travels without the files that stand beside the data.
const NOTES = () => [
  ["Re/integration Funding: what governments and donors say they spend on people recovering from trafficking"],
  ["Money is in whole units of the currency named. Empty cells are not known; they are not zero."],
  ["Rows with method stated_none are zeros that a report states."],
  ["Do not add the purpose groups: anti_trafficking_total may hold the others."],
  [`Version: ${RELEASE.version ?? "not known"}. Licence: CC BY 4.0; the terms of each source stand in its row. Name the data set and the version.`],
  ["citation: the report and place behind a row. Columns are explained in data_dictionary.csv, beside the data."],
  [],
  ["What the codes in usage_warnings and flags mean"],
  ...Object.entries(RELEASE.warnings),
];

// What the save buttons of a page do; `table` gives columns and rows of what is shown.
function saving(name, table) {
  document.querySelectorAll("button[data-save]").forEach((button) => button.addEventListener("click", () => {
    const { columns, rows } = table();
    if (button.dataset.save === "csv") save(`${name}.csv`, new Blob([toCsv(columns, rows)], { type: "text/csv;charset=utf-8" }));
    else save(`${name}.xlsx`, toXlsx({ Data: [columns, ...rows], Notes: NOTES() }));
  }));
}

// A chart that leaves the page says what it shows, in what unit, and whose figures they are.
function savingChart(name, chart, title) {
  document.querySelectorAll("button[data-chart]").forEach((button) => button.addEventListener("click", async () => {
    const shown = await chart();
    if (!shown) return;
    const view = await alone(shown.spec, title());
    if (button.dataset.chart === "svg") save(`${name}.svg`, new Blob([await view.toSVG()], { type: "image/svg+xml" }));
    else save(`${name}.png`, await view.toImageURL("png", 2));
    view.finalize();
  }));
}

async function alone(spec, { text, subtitle }) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const source = `Source: Re/integration Funding${RELEASE.cited} (CC BY 4.0), from TIP and GRETA reports. Not audited spending.`;
  const title = {
    text, subtitle: [...subtitle, source], anchor: "start", frame: "group", offset: 16, font: colour("--sans"), subtitleFont: colour("--sans"),
    fontSize: 16, subtitleFontSize: 11, subtitlePadding: 6, color: colour("--ink"), subtitleColor: colour("--soft"),
  };
  const held = new Set(Object.values(spec.datasets).flatMap((rows) => rows.map((row) => row.group)));
  const layer = spec.layer.map((one) => {
    const made = one.encoding?.color;
    if (made?.legend !== null || !made?.scale?.domain) return one;
    const legend = { title: null, orient: "top", labelLimit: 0, symbolOpacity: 1, values: made.scale.domain.filter((group) => held.has(group)) };
    return { ...one, encoding: { ...one.encoding, color: { ...made, legend } } };
  });
  const made = { ...spec, layer, title, width: 860, autosize: { type: "pad" }, background: colour("--paper"), padding: 16 };
  return (await vegaEmbed(document.createElement("div"), made, { actions: false, ast: true, renderer: "svg", logLevel: 1 })).view;
}

function element(tag, text, more = {}) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(more)) made.setAttribute(name, value);
  return made;
}

// Colours of a chart come from the style sheet, so that light and dark agree with the page.
function chartStyle() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const axis = { labelColor: colour("--soft"), domainColor: colour("--line"), tickColor: colour("--line"), gridColor: colour("--line"), labelFontSize: 12 };
  return {
    config: {
      font: style.getPropertyValue("--sans").trim(), view: { stroke: null }, axis, axisX: { grid: false }, axisY: { domain: false, ticks: false },
      range: { category: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => colour(`--c${n}`)) },
      rect: { color: colour("--gap") }, rule: { color: colour("--ink") }, text: { color: colour("--soft") }, legend: { labelColor: colour("--ink"), labelFontSize: 12 },
      style: { halo: { color: colour("--paper"), stroke: colour("--paper"), strokeWidth: 5 } },
    },
    colour,
  };
}

// The chart is one picture with one name; the table below it is what a screen reader reads.
async function draw(spec, datasets, config) {
  if (!datasets.figures.length) {
    document.getElementById("chart").replaceChildren(element("p", "Nothing to draw with this choice.", { class: "quiet" }));
    return null;
  }
  const made = { ...spec, datasets: { ...(spec.datasets ?? {}), ...datasets }, config };
  const drawn = await vegaEmbed("#chart", made, { actions: false, ast: true, renderer: "svg", tooltip: { theme: "custom" }, logLevel: 1 });
  document.querySelector("#chart svg").setAttribute("aria-hidden", "true");
  return { view: drawn.view, spec: made };
}
