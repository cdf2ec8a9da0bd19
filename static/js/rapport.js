// What the pages do beyond HTML. Everything here improves a page that already works without it.
"use strict";

const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const words = document.body.dataset;

// ---- Menus: one open at a time (the name attribute does that); closed by Esc and by a click elsewhere.
function closeMenus(except = []) {
  $$("details.rp-menu[open]").forEach((menu) => except.includes(menu) || (menu.open = false));
}
document.addEventListener("click", (event) => {
  closeMenus(event.composedPath());
});

// ---- Dialogs
function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!dialog || document.querySelector("dialog[open]")) return false;
  closeMenus();
  dialog.showModal();
  return true;
}
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener && openDialog(opener.dataset.dialog)) event.preventDefault();
  if (event.target.closest("[data-print]")) window.print();
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  if (event.target.tagName === "DIALOG") event.target.close();
  const dismissed = event.target.closest("[data-dismiss]");
  if (dismissed) dismissed.closest(".rp-note").remove();
});

// ---- Keys. Single keys can be switched off in the "?" dialog (WCAG 2.1.4) and never fire while typing.
const singleKeys = {
  get on() { return localStorage.getItem("rapport.keys") !== "off"; },
  set on(value) { localStorage.setItem("rapport.keys", value ? "on" : "off"); },
};
const keysSwitch = document.getElementById("keys-switch");
if (keysSwitch) {
  keysSwitch.checked = singleKeys.on;
  keysSwitch.addEventListener("change", () => { singleKeys.on = keysSwitch.checked; });
}
function press(key) {
  const link = document.querySelector(`dialog[open] [data-key="${key}"]`);
  if (link) return link.click(), true;
  if (document.querySelector("dialog[open]")) return false;
  if (key === "n") return openDialog("capture-dialog");
  if (key === "?") return openDialog("keys-dialog");
  if (key === "/") {
    const field = $$("[data-find]").find((input) => input.offsetParent);
    const link = document.querySelector("[data-find-link]");
    if (field) return field.focus(), field.select(), true;
    if (link) return link.click(), true;
  }
  return false;
}
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  if (event.key === "Escape") {
    const menu = event.target.closest("details.rp-menu[open]");
    closeMenus();
    if (menu) menu.querySelector("summary").focus();
    if (typing && typing.matches("[data-find]")) typing.blur();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form") || document.querySelector("form[data-guard]");
    if (form && form.method === "post") form.requestSubmit();
  } else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && singleKeys.on) {
    if (press(event.key)) event.preventDefault();
  }
});

// ---- Forms: sent once; leaving with unsaved text asks first; empty filters stay out of the address.
const unsaved = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) unsaved.add(form);
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return void keepAddressShort(form);
  if ("again" in form.dataset) return; // the answer is a file, the page stays
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  const { once } = form.elements;
  if (once) sessionStorage.setItem("rapport.once", JSON.stringify([location.href, once.value]));
  unsaved.delete(form);
  const button = event.submitter || form.querySelector("[type=submit]");
  if (button) button.setAttribute("aria-busy", "true");
});
// Back after saving: the browser gives the text back, we the form's number, so that saving again makes nothing twice.
const { once } = document.querySelector("form[data-guard]")?.elements ?? {};
if (once && performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
  const [address, number] = JSON.parse(sessionStorage.getItem("rapport.once")) ?? [];
  if (address === location.href) once.value = number;
}
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  $$("form[data-sent]").forEach((form) => delete form.dataset.sent);
  $$("[disabled][data-short]").forEach((field) => { field.disabled = false; });
  $$("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
});
// Names of a GET form's fields that say nothing: empty ones, and columns as they come.
function sayNothing(form) {
  const boxes = [...form.elements].filter((field) => field.name === "columns");
  const asTheyCome = !new URLSearchParams(location.search).has("columns")
    && boxes.every((box) => box.checked === box.defaultChecked);
  return [...form.elements].filter((field) => field.name && !field.disabled
    && (field.value === "" || (asTheyCome && field.name === "columns")));
}
function keepAddressShort(form) {
  for (const field of sayNothing(form)) {
    field.disabled = true;
    field.dataset.short = "yes";
  }
}
document.addEventListener("htmx:configRequest", (event) => {
  const form = event.target.closest("form");
  if (!form || form.method === "post") return;
  for (const field of sayNothing(form)) event.detail.formData.delete(field.name);
});

// ---- Lists: Shift and a click on the head of a column sorts by it as well.
document.addEventListener("click", (event) => {
  const head = event.shiftKey && event.target.closest("a[data-along]");
  if (!head) return;
  event.preventDefault();
  location.assign(head.dataset.along);
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-tick-all]")) return;
  $$("input[name=row]", event.target.closest("table")).forEach((box) => { box.checked = event.target.checked; });
});

// ---- Where the reader starts: at the errors, else in the first field (not on touch, where a keyboard would pop up).
const summary = document.getElementById("error-summary");
const first = document.querySelector("form[data-guard] :is(input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), textarea, select)");
if (summary) {
  summary.focus();
} else if (first && !document.querySelector("main [autofocus]") && matchMedia("(pointer: fine)").matches) {
  first.focus({ preventScroll: true });
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("#error-summary a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const folded = field.closest("details");
  if (folded) folded.open = true;
  field.scrollIntoView({ block: "center" });
  (field.tomselect || field.querySelector("input") || field).focus();
});

// ---- Choosing people and things: tom-select, fetched only where a field asks for it.
const suggestions = (url, query) => fetch(url + (url.includes("?") ? "&" : "?") + new URLSearchParams({ q: query }),
  { headers: { Accept: "application/json" } }).then((answer) => (answer.ok ? answer.json() : { results: [] }));

// Drops the options of an earlier question, and the mark on the one that was highlighted.
function forget(box) {
  box.clearActiveOption();
  box.clearOptions();
  box.control_input.removeAttribute("aria-activedescendant");
}

// What tom-select does too late: it opens its list 300 ms after the last key, and would call back whoever went
// on to the next field meanwhile; and it asks for the first few names though words are there, and forgets those.
function keepTime(box) {
  const { open, preload } = box;
  box.hook("instead", "open", () => { if (document.activeElement === box.control_input) open.call(box); });
  box.hook("instead", "preload", () => { if (!box.inputValue()) preload.call(box); });
}

// The reader started in the field that `box` took the place of. The list stays shut until they type or click.
function startIn(box) {
  const { openOnFocus, preload } = box.settings;
  Object.assign(box.settings, { openOnFocus: false, preload: false });
  box.control_input.focus({ preventScroll: true });
  Object.assign(box.settings, { openOnFocus, preload });
}

// What was typed and not chosen stays in sight and goes along in `line`: the server finds it or says why not.
function keepWords(box, line) {
  if (!line) return;
  const show = () => { if (line.value) box.setTextboxValue(line.value); };
  box.control_input.addEventListener("input", () => {
    line.value = box.control_input.value;
    forget(box); // Enter must not choose what an earlier question found
    box.dropdown_content.replaceChildren();
  });
  box.on("item_add", () => { line.value = ""; });
  box.on("dropdown_close", show);
  box.on("blur", show);
  box.on("focus", () => { if (line.value) box.load(line.value); });
  show();
}

function choose(select) {
  const url = select.dataset.suggestUrl;
  const line = (item, escape) => `<div>${escape(item.text)}${item.note ? `<small>${escape(item.note)}</small>` : ""}</div>`;
  const settings = {
    plugins: select.required && !select.multiple ? {} : { remove_button: { title: words.wordRemove } },
    maxOptions: null,
    placeholder: select.dataset.placeholder || "",
    onChange() { select.dispatchEvent(new Event("input", { bubbles: true })); },
    onItemAdd() { this.setTextboxValue(""); if (url) forget(this); },
    render: {
      no_results: () => `<div class="no-results">${words.wordNothing}</div>`,
      loading: () => `<div class="rp-loading">${words.wordSearching}</div>`,
    },
  };
  if (url) {
    Object.assign(settings, {
      valueField: "id", labelField: "text", searchField: [], preload: "focus", loadThrottle: 200,
      score: () => () => 1,
      load(query, done) {
        suggestions(url, query).then(({ results }) => {
          if (this.inputValue() !== query.trim()) return done(); // they typed on meanwhile
          forget(this);
          done(results);
        }).catch(() => done());
      },
    });
    settings.render.option = line;
    settings.render.item = (item, escape) => `<div>${escape(item.text)}</div>`;
  }
  const focused = document.activeElement === select;
  const box = new TomSelect(select, settings);
  keepTime(box);
  keepWords(box, select.closest(".choose")?.querySelector(".choose-search input"));
  if (focused) startIn(box);
  const described = select.getAttribute("aria-describedby");
  if (described) box.control_input.setAttribute("aria-describedby", described);
}
function chooseAll(root = document) {
  const fields = $$("select[data-suggest-url], select[multiple]", root).filter((select) => !select.tomselect);
  if (!fields.length) return;
  if (window.TomSelect) return fields.forEach(choose);
  const script = document.createElement("script");
  script.src = words.tomSelect;
  script.onload = () => chooseAll(root);
  document.head.append(script);
}
chooseAll();
document.addEventListener("htmx:afterSwap", (event) => chooseAll(event.target));
