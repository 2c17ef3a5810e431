"use strict";
// Signing out leaves nothing of Travaux in this browser.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-signs-out]")) return;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("travaux:")) localStorage.removeItem(key);
    sessionStorage.clear();
  } catch { /* nothing was kept then */ }
});
