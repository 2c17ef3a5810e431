"use strict";
// Shows the closing time where the reader is, beside Geneva and the reader's own setting, which the server wrote.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const clock of document.querySelectorAll(".own-clock")) {
  if ([clock.dataset.zone, "Europe/Zurich", "UTC"].includes(here)) continue;  // the server has written that one
  const closes = new Date(clock.dataset.closes);
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
  clock.querySelector("b").textContent = words.format(closes);
  clock.hidden = false;
}
