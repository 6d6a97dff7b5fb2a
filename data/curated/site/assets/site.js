// On every page: searching countries, opening what a link points to, copying citations.
"use strict";

function say(text) {
  document.getElementById("said").textContent = text;
}

function openTarget(id) {
  const target = id && document.getElementById(id);
  if (!target) return;
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  target.scrollIntoView({ block: "start" });
  if (target.hasAttribute("tabindex")) target.focus({ preventScroll: true });
}

function hashTarget() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

addEventListener("hashchange", () => openTarget(hashTarget()));
openTarget(hashTarget());

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && link.hash === location.hash) openTarget(hashTarget());
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  await copyText(document.getElementById(button.dataset.copy).textContent);
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy citation"; }, 2000);
  say("Citation copied");
});

// Squares tell their year to a mouse; to everyone else the strip does, in words.
document.addEventListener("mouseover", (event) => {
  const square = event.target.closest(".strip > i");
  if (!square || square.title) return;
  const year = Number(square.parentElement.dataset.from) + [...square.parentElement.children].indexOf(square);
  const meaning = document.querySelector(`.legend [data-known="${square.className.slice(2)}"]`);
  square.title = `${year}: ${meaning.textContent.trim()}`;
});

// Print shows everything: a closed figure would be lost on paper.
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));

const search = document.getElementById("search");
if (search) {
  const cards = [...document.querySelectorAll("#cards > li")];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const matching = () => cards.filter((card) => plain(card.dataset.find).includes(plain(search.value)));
  search.addEventListener("input", () => {
    const found = new Set(matching());
    for (const card of cards) card.hidden = !found.has(card);
    const many = found.size === 1 ? "1 country" : found.size ? `${found.size} countries` : "No country of that name: no report on it was read.";
    document.getElementById("found").textContent = search.value ? many : "";
  });
  document.getElementById("find").addEventListener("submit", (event) => {
    event.preventDefault();
    const first = matching()[0];
    if (first && search.value.trim()) location.href = first.querySelector("a").href;
  });
}
