"use strict";
// On a slow line one types before the scripts are there. What was typed then is taken up as if it were typed now.
addEventListener("load", () => {
  for (const field of document.querySelectorAll("form[data-typing] textarea")) {
    if (field.value === field.defaultValue) continue;
    field.dispatchEvent(new Event("input", { bubbles: true })); // the private buffer, the draft
    field.dispatchEvent(new Event("early")); // the redline, for which the field has not changed since it looked first
  }
});
