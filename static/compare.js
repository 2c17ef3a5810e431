"use strict";
// n and p go to the next and the previous change, ? opens and closes the list of keys.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const keys = document.getElementById("keys");
  if (event.key === "?" && keys) {
    event.preventDefault();
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
    return;
  }
  const all = [...document.querySelectorAll("[id^=change-]")];
  const here = all.indexOf(document.activeElement.closest("[id^=change-]"));
  const next = { n: here + 1, p: Math.max(0, here - 1) }[event.key];
  if (next === undefined || !all[next]) return;
  event.preventDefault();
  all[next].focus();
  all[next].scrollIntoView({ block: "start" });
});
