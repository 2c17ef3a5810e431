"use strict";
// Saves a draft as one types, to the server and to this browser; offers another copy where the two differ.
// Without this script the form works by its buttons.
(() => {
  const form = document.getElementById("draft-form");
  if (!form) return;
  const field = (name) => form.elements.namedItem(name);
  const saved = document.getElementById("saved");
  const shared = document.getElementById("shared-computer");
  const key = form.dataset.key;
  const kept = ["quote", "proposed_text", "explanation"];
  const store = {
    get: () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set: (value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a full or closed store */ } },
    drop: () => { try { localStorage.removeItem(key); } catch { /* as above */ } },
  };
  const isShared = () => { try { return sessionStorage.getItem("travaux-shared") === "1"; } catch { return false; } };
  const read = (part) => Object.fromEntries(kept.map((name) => [name, field(name) ? field(name)[part] : ""]));
  const content = () => read("value");
  const same = (a, b) => kept.every((name) => (a[name] || "") === (b[name] || ""));

  let timer = null, busy = false, again = false;
  let sent = read("defaultValue"); // what the server has; one may have typed before this script was there

  async function save() {
    if (busy) { again = true; return; }
    const now = content();
    if (same(now, sent)) return;
    busy = true;
    saved.textContent = saved.dataset.saving;
    try {
      const answer = await fetch(form.dataset.typing, { method: "POST", body: new FormData(form), redirect: "error", headers: { "X-Requested-With": "fetch" } });
      const data = await answer.json();
      if (answer.ok) { sent = now; field("revision").value = data.revision; saved.textContent = data.saved; if (same(content(), now)) store.drop(); }
      else saved.textContent = data.conflict || Object.values(data.errors || {}).flat().join(" ");
    } catch { saved.textContent = isShared() ? saved.dataset.kept : saved.dataset.offline; }
    busy = false;
    if (again) { again = false; save(); }
  }

  form.addEventListener("input", () => {
    if (!isShared()) store.set({ ...content(), at: new Date().toISOString(), revision: field("revision").value });
    clearTimeout(timer);
    timer = setTimeout(save, 2000);
    count();
  });
  form.addEventListener("submit", () => { clearTimeout(timer); });
  addEventListener("online", save);

  // The limit is counted while one types, and nothing is ever cut.
  const counter = document.getElementById("counter");
  function count() {
    if (!counter) return;
    const length = ["proposed_text", "explanation"].reduce((sum, name) => sum + (field(name) ? field(name).value.length : 0), 0);
    counter.querySelector("b").textContent = `${length} / ${counter.dataset.limit}`;
    counter.classList.toggle("field-error", length > Number(counter.dataset.limit));
  }
  count();

  // A copy that this browser kept and the server does not have: both are shown.
  const other = document.getElementById("other-copy");
  const copy = store.get();
  if (copy && !same(copy, sent) && other) {
    other.hidden = false;
    for (const part of other.querySelectorAll("[data-part]")) part.textContent = copy[part.dataset.part] || "";
    other.addEventListener("click", (event) => {
      const act = event.target.dataset.act;
      if (!act) return;
      if (act === "take") kept.filter(field).forEach((name) => { field(name).value = copy[name] || ""; });
      if (act === "drop") store.drop();
      other.hidden = true;
      form.dispatchEvent(new Event("input"));
    });
  } else if (copy) store.drop();

  shared.checked = isShared();
  shared.addEventListener("change", () => {
    try { sessionStorage.setItem("travaux-shared", shared.checked ? "1" : "0"); } catch { /* nothing is kept then */ }
    if (shared.checked) store.drop();
  });

  // Words selected in the text fill the field for chosen words; the server finds their place itself.
  const source = document.getElementById("source");
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!source || !selection.rangeCount || selection.isCollapsed || !source.contains(selection.anchorNode) || !source.contains(selection.focusNode)) return;
    const range = selection.getRangeAt(0);
    const home = range.startContainer.parentElement.closest("[data-paragraph]");
    if (!home || !home.contains(range.endContainer) || home.dataset.paragraph !== field("paragraph").value) return;
    const quote = selection.toString();
    const before = document.createRange(); before.selectNodeContents(home); before.setEnd(range.startContainer, range.startOffset);
    const after = document.createRange(); after.selectNodeContents(home); after.setStart(range.endContainer, range.endOffset);
    field("quote").value = quote;
    field("prefix").value = before.toString().slice(-32);
    field("suffix").value = after.toString().slice(0, 32);
    if (field("proposed_text") && !field("proposed_text").dataset.touched) field("proposed_text").value = quote;
    form.dispatchEvent(new Event("input"));
  });
  if (field("proposed_text")) field("proposed_text").addEventListener("input", (event) => { event.target.dataset.touched = "1"; });
})();
