"use strict";
// Keeps what a drafter types in that drafter's private buffer. Only saving with a reason makes a record.
(() => {
  const form = document.getElementById("edit-form");
  if (!form) return;
  const saved = document.getElementById("saved");
  let timer = null;
  async function keep() {
    try {
      const answer = await fetch(form.dataset.typing, { method: "POST", body: new FormData(form), redirect: "error" });
      if (answer.ok) saved.textContent = (await answer.json()).saved;
    } catch { saved.textContent = ""; }
  }
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 2000); });
  form.addEventListener("submit", () => clearTimeout(timer));
})();
