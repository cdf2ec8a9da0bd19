// Quick capture: one key for a stance, and an address in the sentence goes to its own field.
"use strict";

document.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-mention]");
  if (!row || event.ctrlKey || event.metaKey || event.altKey || !/^[0-5]$/.test(event.key)) return;
  const radio = row.querySelectorAll("input[type=radio]")[Number(event.key)];
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  event.preventDefault();
});

const sentence = document.getElementById("id_headline");
const address = document.getElementById("id_source_url");
sentence?.addEventListener("paste", () => setTimeout(() => {
  const found = sentence.value.match(/https?:\/\/[^\s<>"«»]+/i);
  if (!found || address.value) return;
  const link = found[0].replace(/[.,;:!?)\]}'’”]+$/, "");
  sentence.value = sentence.value.replace(link, " ").replace(/[ \t]{2,}/g, " ").trim();
  address.value = link;
  address.dispatchEvent(new Event("change", { bubbles: true }));
}));
