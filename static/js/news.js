// The inbox by keyboard: j and k move, m makes a note, x dismisses. Without it the links and buttons do the same.
"use strict";

const items = () => [...document.querySelectorAll("[data-item]")];
const titleOf = (item) => item.querySelector("[data-title]");

function currentItem() {
  return document.activeElement?.closest("[data-item]") ?? null;
}
function moveBy(step) {
  const all = items();
  const now = all.indexOf(currentItem());
  const wanted = all[now < 0 ? 0 : Math.min(Math.max(now + step, 0), all.length - 1)];
  if (!wanted) return;
  titleOf(wanted).focus({ preventScroll: true });
  wanted.scrollIntoView({ block: "nearest" });
}
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  if (typing || event.repeat && event.key === "x") return;
  if (event.ctrlKey || event.metaKey || event.altKey || !singleKeys.on || document.querySelector("dialog[open]")) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    return moveBy(event.key === "j" ? 1 : -1);
  }
  if (event.key !== "m" && event.key !== "x") return;
  const act = currentItem()?.querySelector(`[data-act="${event.key}"]`);
  if (!act) return;
  event.preventDefault();
  act.click();
});
// After a decision the next one is in focus; else the first.
const wanted = location.hash.startsWith("#item-") && document.getElementById(location.hash.slice(1));
// The browser itself goes to the fragment when all is loaded, and takes the focus away: so afterwards.
if (wanted) window.addEventListener("load", () => setTimeout(() => titleOf(wanted).focus()));
else if (items().length && matchMedia("(pointer: fine)").matches) titleOf(items()[0]).focus({ preventScroll: true });
