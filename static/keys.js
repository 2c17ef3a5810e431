"use strict";
// Keys of the desk: j and k go from proposal to proposal, over the pages too; x chooses, a applies, p answers, n notes, d decides, ? says so.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const all = [...document.querySelectorAll(".proposal")];
  const here = all.indexOf(document.activeElement.closest(".proposal"));
  const go = (index) => { if (all[index]) { all[index].focus(); all[index].scrollIntoView({ block: "start" }); } };
  const turn = (way) => { const link = document.querySelector(`a[rel="${way}"]`); if (link) link.click(); };
  const press = (part) => { const found = all[here] && all[here].querySelector(part); if (found) found.click(); };
  const acts = {
    j: () => (here + 1 < all.length ? go(here + 1) : turn("next")), k: () => (here ? go(Math.max(0, here - 1)) : turn("prev")),
    a: () => press('a[href*="/application/"]'), p: () => press('a[href$="/response/"]'), d: () => press('form[action*="/decision/"] button'),
    n: () => { const found = all[here] && all[here].querySelector('a[href$="/response/"]'); if (found) location.href = `${found.href}#id_note`; },
    x: () => press('input[name="ref"]'),
    "?": () => { const keys = document.getElementById("keys"); keys.open = true; keys.querySelector("summary").focus(); },
  };
  if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
});
