// A file that is dragged onto the page goes the way of the page “Bring an e-mail”, as if it had been chosen there.
"use strict";

const dropForm = document.querySelector("[data-drop]");
const carriesFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

document.addEventListener("dragenter", (event) => {
  if (carriesFile(event)) dropForm.hidden = false;
});
document.addEventListener("dragover", (event) => {
  if (carriesFile(event)) event.preventDefault();
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) dropForm.hidden = true; // out of the window
});
document.addEventListener("drop", (event) => {
  if (!carriesFile(event)) return;
  event.preventDefault();
  const [file] = event.dataTransfer.files;
  if (!file) return void (dropForm.hidden = true);
  const one = new DataTransfer();
  one.items.add(file);
  dropForm.querySelector("input[type=file]").files = one.files;
  dropForm.requestSubmit();
});
