// What is typed into a form is kept while it is typed: as a draft with us, and on this device while there is no connection.
"use strict";

const DRAFT = "rapport.draft:";
const me = document.body.dataset.me || "";
const kept = {
  names: () => Object.keys(sessionStorage).filter((name) => name.startsWith(DRAFT)),
  read: (page) => JSON.parse(sessionStorage.getItem(DRAFT + page)),
  write: (page, body, sent = false) => sessionStorage.setItem(DRAFT + page, JSON.stringify({ me, body, sent })),
  drop: (page) => sessionStorage.removeItem(DRAFT + page),
};

// Nothing stays on the device for whoever signs in next.
if (me) {
  for (const name of kept.names()) {
    if (JSON.parse(sessionStorage.getItem(name)).me !== me) sessionStorage.removeItem(name);
  }
}
document.addEventListener("submit", (event) => {
  if (event.target.action.includes("/logout/")) sessionStorage.clear();
}, true);

function keepDrafts(form) {
  const page = form.dataset.draftPage;
  const line = form.querySelector("[data-draft-state]");
  let timer, asked, waiting;

  const say = (text) => { if (line) line.textContent = text; };
  const body = () => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
    fields.set("draft_page", page);
    return fields.toString();
  };

  // Says whether we have it: "kept", "refused", "away" (signed out, out of order), or "offline".
  async function send(text) {
    asked?.abort();
    asked = new AbortController();
    const fields = new URLSearchParams(text);
    fields.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: fields, redirect: "manual", signal: asked.signal });
      if (answer.ok) {
        const { saved_at: at } = await answer.json();
        kept.drop(page);
        say(`${line.dataset.saved} ${at}`);
        return "kept";
      }
      if (answer.status === 422) return say(line.dataset.refused), "refused";
      return say(line.dataset.offline), "away";
    } catch (error) {
      if (error.name === "AbortError") return "again";
      say(line.dataset.offline);
      return "offline";
    }
  }
  async function save() {
    const text = body();
    kept.write(page, text);
    if (await send(text) === "offline") timer = setTimeout(save, 10000);
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    kept.write(page, body());
    timer = setTimeout(save, 1000);
  });
  window.addEventListener("online", () => {
    clearTimeout(timer);
    if (waiting) return form.requestSubmit(waiting.button);
    if (kept.read(page)) save();
  });

  // Sent only when there is somebody to take it; before rapport.js counts it as sent.
  form.addEventListener("submit", async (event) => {
    if (form.dataset.sent || form.dataset.through || !unsaved.has(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    clearTimeout(timer);
    const button = event.submitter;
    button?.setAttribute("aria-busy", "true");
    const text = body();
    kept.write(page, text, true);
    const state = await send(text);
    button?.removeAttribute("aria-busy");
    if (state === "offline") {
      waiting = { button };
      say(line.dataset.waiting);
      timer = setTimeout(() => { if (waiting) form.requestSubmit(button); }, 10000);
      return;
    }
    if (state === "again") return;
    form.dataset.through = "yes";
    form.requestSubmit(button);
    delete form.dataset.through;
  }, true);

  // The words of a page that was closed, or of a session that ended, come back as a draft.
  const left = kept.read(page);
  if (left && !document.getElementById("error-summary")) {
    send(left.body).then((state) => { if (state === "kept" && !unsaved.has(form)) location.reload(); });
  }
}

const draftForms = $$("form[data-draft]");
// What was sent from a page that is not this one, and led here, was saved.
for (const name of me ? kept.names() : []) {
  const page = name.slice(DRAFT.length);
  if (JSON.parse(sessionStorage.getItem(name)).sent && !draftForms.some((form) => form.dataset.draftPage === page)) kept.drop(page);
}
draftForms.forEach(keepDrafts);
