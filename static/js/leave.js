// The quick way out: the button, or Esc three times. First the screen is empty, then the session ends.
"use strict";
{
  const PRESSES = 3, WITHIN = 1200, PATIENCE = 150; // milliseconds; so long the neutral page waits for the sign-out
  const form = document.querySelector("form[data-leave]");
  const otherTabs = new BroadcastChannel("rapport.leave");

  const forget = () => sessionStorage.clear();
  function leave(signOut) {
    forget();
    addEventListener("pagehide", forget); // what a draft on its way wrote since
    if (typeof unsaved !== "undefined") unsaved.clear(); // or the page would ask whether to stay
    document.documentElement.replaceChildren();
    const left = () => location.replace(form.dataset.leave);
    if (!signOut) return left();
    otherTabs.postMessage("");
    const out = fetch(form.action, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
    Promise.race([out, new Promise((done) => setTimeout(done, PATIENCE))]).then(left);
  }

  if (form) {
    otherTabs.addEventListener("message", () => leave(false));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      leave(true);
    });
    let presses = [];
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.repeat) return;
      presses = [...presses, event.timeStamp].slice(-PRESSES);
      if (presses.length === PRESSES && presses[2] - presses[0] < WITHIN) leave(true);
    }, true);
  }
}
