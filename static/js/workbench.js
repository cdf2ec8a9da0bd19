// The workbench: one sentence is open at a time; what is typed is kept in this browser until the server says that it has it.
"use strict";
{
  const KEPT = "rapport.bench:", SAID = "rapport.bench-comment:", NOTED = "rapport.bench-note:";
  const PAUSE = 1000, AGAIN = 5000, KEEPALIVE = 60000; // milliseconds, milliseconds, letters
  const TAG = /⟦⟦|⟦(\/?)(\d{1,4})(\/?)⟧/g;
  const bench = document.getElementById("bench");
  const told = document.getElementById("bench-told");
  const side = document.getElementById("bench-side");
  const byId = (id) => document.getElementById(id);
  const rowOf = (pk) => document.querySelector(`[data-segment="${pk}"]`);
  const token = () => document.querySelector("#bench-form [name=csrfmiddlewaretoken]").value;

  // ---- What was typed and is not with us yet
  const pending = new Map(); // key of a segment: { url, text, version, confirm, propagate, sent }
  const keep = (pk, each) => sessionStorage.setItem(KEPT + pk, JSON.stringify(
    { me, rows: bench.dataset.rows, url: each.url, text: each.text, version: each.version, confirm: each.confirm, sent: each.sent, saved: each.saved }));
  const keysKept = () => Object.keys(sessionStorage).filter((name) => name.startsWith(KEPT)).map((name) => name.slice(KEPT.length))
    .filter((pk) => JSON.parse(sessionStorage.getItem(KEPT + pk)).rows === bench?.dataset.rows);
  let leaving = false;
  const texts = (row) => pending.get(row.dataset.segment)?.text ?? row.dataset.text;

  function type(row, text, wishes = {}) {
    const pk = row.dataset.segment;
    const each = pending.get(pk) ?? { url: row.dataset.save, version: row.dataset.version };
    if (!wishes.confirm && text === texts(row) && !pending.has(pk)) return;
    Object.assign(each, { confirm: false, propagate: false, refused: "" }, { text }, wishes);
    pending.set(pk, each);
    keep(pk, each);
    clearTimeout(each.timer);
    if (wishes.confirm) return send(pk);
    each.timer = setTimeout(send, PAUSE, pk);
    byId("bench-saved").textContent = bench.dataset.wordWait;
  }

  // Over when the server has answered; what is on its way is not sent a second time.
  function send(pk) {
    const each = pending.get(pk);
    if (!each || each.second) return;
    clearTimeout(each.timer);
    each.busy ||= post(pk, each);
    return each.busy;
  }

  async function post(pk, each) {
    const { text, confirm, propagate } = each;
    const body = new URLSearchParams({ csrfmiddlewaretoken: token(), target: text, version: each.version });
    if (confirm) body.set("confirm", "1");
    if (propagate) body.set("propagate", "1");
    if (each.sent !== undefined) body.set("sent", each.sent);
    each.sent = text;
    keep(pk, each);
    let status = 0, answer = {};
    try {
      const response = await fetch(each.url, { method: "POST", body, redirect: "manual", keepalive: text.length * 6 < KEEPALIVE });
      status = response.status;
      if ([200, 409, 422].includes(status)) answer = await response.json();
    } catch { status = 0; }
    each.busy = false;
    each.failed = status === 0;
    if (status === 200) return saved(pk, each, text, confirm, answer);
    if (status === 409) return second(pk, each, answer);
    if (status === 422 || status === 404) {
      each.refused = answer.sentence ?? bench.dataset.wordRefused;
      tell([each.refused, status === 404 || !rowOf(pk)?.contains(field) ? `${bench.dataset.wordKept} ${each.text}` : ""]);
      return;
    }
    tell([bench.dataset.wordOffline]);
    byId("bench-saved").textContent = bench.dataset.wordWait;
    each.timer = setTimeout(send, AGAIN, pk);
  }

  function saved(pk, each, text, confirm, answer) {
    const row = rowOf(pk);
    each.version = String(answer.version);
    delete each.sent;
    if (each.text === text && (!each.confirm || confirm)) {
      pending.delete(pk);
      // The next page may have been asked for before this was saved: it is told of it from here.
      leaving ? keep(pk, { ...each, saved: true }) : sessionStorage.removeItem(KEPT + pk);
    } else {
      keep(pk, each);
      send(pk);
    }
    if (row) {
      Object.assign(row.dataset, { version: answer.version, state: answer.state, text });
      label(row, answer.state_label);
      if (row !== current || !field) draw(row, answer.changes);
      if (row === current) faults(answer.faults);
    }
    for (const copy of answer.copies) {
      const other = rowOf(copy.pk);
      if (!other) continue;
      Object.assign(other.dataset, { version: copy.version, state: copy.state, text });
      label(other, answer.state_label);
      draw(other);
      if (other === current && isOpen(other) && !pending.has(copy.pk)) show(text);
    }
    byId("bench-saved").textContent = `${bench.dataset.wordSaved} ${answer.saved_at}`
      + (answer.copies.length ? ` (+${answer.copies.length} ${bench.dataset.wordCopies})` : "");
    byId("bench-total").textContent = answer.total;
    byId("bench-unresolved").textContent = answer.unresolved;
    byId("bench-questions").textContent = answer.questions;
    if (![...pending.values()].some((one) => one.refused || one.second)) tell([]);
  }

  // Two wrote in one sentence: both texts are shown, and whoever is here chooses.
  function second(pk, each, answer) {
    each.second = true;
    if (each.text === each.sent) sessionStorage.removeItem(KEPT + pk); // it is kept as a comment
    const row = rowOf(pk), mine = each.text;
    const box = document.createElement("section");
    box.className = "rp-note rp-note-warning rp-bench-second";
    const words = document.createElement("div");
    words.className = "rp-note-text";
    const line = (text, kind = "p") => words.appendChild(Object.assign(document.createElement(kind), { textContent: text, dir: "auto" }));
    line(`${bench.dataset.wordSecond.replace(/[:.]$/, "")} (${answer.by}):`);
    line(answer.target, "blockquote");
    line(bench.dataset.wordYours);
    line(mine, "blockquote");
    const choose = (word, chosen) => {
      const button = line(word, "button");
      Object.assign(button, { type: "button", className: "btn btn-plain" });
      button.addEventListener("click", () => {
        const text = chosen();
        pending.delete(pk);
        sessionStorage.removeItem(KEPT + pk);
        box.remove();
        const here = rowOf(pk) ?? row;
        Object.assign(here.dataset, { version: answer.version, text: answer.target, state: answer.state });
        if (text !== answer.target) type(here, text);
        if (here === current && field) { area().value = text; area().focus(); } else draw(here);
      });
    };
    choose(bench.dataset.wordTheirs, () => answer.target);
    choose(bench.dataset.wordMine, () => each.text); // with what was typed since
    box.append(words);
    each.box = box;
    row ? row.append(box) : told.after(box);
  }

  function tell(sentences) {
    told.replaceChildren(...sentences.filter(Boolean).map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  }

  // ---- Rows
  let field = byId("bench-field") ?? byId("bench-field-blank")?.content.firstElementChild.cloneNode(true) ?? null;
  let current = document.querySelector(".rp-bench-row.rp-here");
  let opened = { pk: current?.dataset.segment, text: current?.dataset.text };
  const done = []; // texts as they were before, for undo
  const area = () => field.querySelector("textarea");
  const isUnresolved = (row) => ["empty", "draft"].includes(row.dataset.state);
  const isOpen = (row) => field && row.dataset.state !== "locked";

  function label(row, text) {
    row.querySelector(".rp-bench-state > span").textContent = text;
  }

  function draw(row, changes = []) {
    const nodes = [];
    let end = 0;
    const text = texts(row);
    for (const [kind, words] of changes) {
      nodes.push(kind === "same" ? words : Object.assign(document.createElement(kind === "in" ? "ins" : "del"), { textContent: words }));
    }
    for (const match of changes.length ? [] : text.matchAll(TAG)) {
      nodes.push(text.slice(end, match.index));
      end = match.index + match[0].length;
      nodes.push(match[2] ? Object.assign(document.createElement("span"), { className: "rp-chip", textContent: match[0].slice(1, -1) }) : "⟦");
    }
    if (!changes.length) nodes.push(text.slice(end));
    row.querySelector(".rp-bench-shown").replaceChildren(...nodes);
  }

  function faults(list) {
    if (!field) return;
    const before = field.dataset.faults ?? "[]", now = JSON.stringify(list);
    const lines = list.map((each) => Object.assign(document.createElement("li"), { textContent: each.text, className: each.is_error ? "rp-bench-error" : "" }));
    const box = document.createElement("ul");
    box.className = "rp-bench-faults";
    box.append(...lines);
    field.querySelector("#bench-faults").replaceChildren(...(lines.length ? [box] : []));
    field.dataset.faults = now;
    if (before !== now) renewFaults();
  }

  async function renewFaults() {
    const row = current;
    const part = await partOf(row.dataset.side, "side");
    const now = part?.querySelector("#bench-side-faults");
    if (now && row === current) byId("bench-side-faults")?.replaceWith(now);
  }

  function leave() {
    if (!current) return;
    const row = current;
    if (isOpen(row)) {
      const text = area().value;
      if (text !== texts(row)) type(row, text);
      if (text !== opened.text) done.push({ at: row.dataset.at, pk: row.dataset.segment, text: opened.text });
      draw(row);
      row.querySelector(".rp-bench-shown").hidden = false;
      send(row.dataset.segment);
    }
    row.classList.remove("rp-here");
    row.removeAttribute("aria-current");
  }

  function open(row, focus = true) {
    if (row === current && field && row.contains(field)) return void (focus && area().focus());
    leave();
    current = row;
    opened = { pk: row.dataset.segment, text: texts(row) };
    row.classList.add("rp-here");
    row.setAttribute("aria-current", "true");
    byId("bench-at").textContent = row.dataset.at;
    history.replaceState(null, "", `?at=${row.dataset.at}${bench.dataset.query ? `&${bench.dataset.query}` : ""}`);
    if (isOpen(row)) {
      row.querySelector(".rp-bench-shown").hidden = true;
      row.querySelector(".rp-bench-target").append(field);
      area().value = texts(row);
      grow();
      faults([]);
      if (focus) area().focus();
    } else {
      field?.remove();
      if (focus) row.querySelector(".rp-bench-number").focus();
    }
    row.scrollIntoView({ block: "nearest" });
    renewSide();
  }

  function show(text) { // in the open field, as if it had stood there when it was opened
    area().value = opened.text = text;
    grow();
  }
  const grow = () => {
    area().style.height = "auto";
    area().style.height = `${area().scrollHeight + 2}px`;
  };

  async function partOf(url, name, signal) {
    try {
      const response = await fetch(url, { headers: { "X-Part": name }, redirect: "manual", signal });
      if (!response.ok) return null;
      const page = document.createElement("template");
      page.innerHTML = await response.text();
      return page.content;
    } catch { return null; }
  }

  let asked, sideTimer;
  function renewSide() {
    clearTimeout(sideTimer);
    asked?.abort();
    sideTimer = setTimeout(async () => {
      asked = new AbortController();
      const row = current;
      const part = await partOf(row.dataset.side, "side", asked.signal);
      if (part && row === current) putSide(part);
    }, 120);
  }
  // What stands beside may still be of the sentence before.
  const isBeside = (node) => !side.contains(node) || side.dataset.of === current.dataset.segment;
  function putSide(part) {
    side.replaceChildren(part);
    side.dataset.of = current.dataset.segment;
    for (const [name, kept] of [["bench-comment", SAID], ["bench-note", NOTED]]) {
      const box = byId(name), words = sessionStorage.getItem(kept + current.dataset.segment);
      if (box && words !== null) box.value = words;
    }
  }

  // Another window of rows, around a position; true where the sentence there is another one.
  async function turn(query) {
    const before = current?.dataset.segment;
    leave();
    await Promise.all([...pending.keys()].map(send));
    const part = await partOf(`${bench.dataset.rows}?${query}${bench.dataset.query ? `&${bench.dataset.query}` : ""}`, "rows");
    if (!part?.querySelector(".rp-bench-row")) {
      tell([bench.dataset.wordOffline]);
      open(current);
      return false;
    }
    byId("bench-rows").replaceChildren(part);
    field = byId("bench-field") ?? field;
    for (const [pk, each] of pending) {
      const row = rowOf(pk);
      if (row) draw(row);
      if (each.box) row ? row.append(each.box) : told.after(each.box);
    }
    const row = document.querySelector(".rp-bench-row.rp-here");
    current = null;
    if (field && !row.contains(field)) field.remove();
    row.querySelector(".rp-bench-shown").hidden = false;
    field?.remove();
    open(row);
    return row.dataset.segment !== before;
  }

  async function step(way) {
    const row = way > 0 ? current.nextElementSibling : current.previousElementSibling;
    if (row) return open(row);
    const at = Number(current.dataset.at) + way;
    if (at < 1 || !(await turn(`at=${at}&way=${way}`))) tell([bench.dataset.wordLast]);
  }

  async function nextUnresolved() {
    for (let row = current.nextElementSibling; row; row = row.nextElementSibling) {
      if (isUnresolved(row)) return open(row);
    }
    const moved = await turn(`at=${Number(current.dataset.at) + 1}&to=unresolved`);
    if (!moved) tell([bench.dataset.wordLast]);
  }

  // ---- What the keys do
  function insert(text) {
    area().focus();
    if (!document.execCommand("insertText", false, text)) { // the browser's own undo knows of it
      area().setRangeText(text, area().selectionStart, area().selectionEnd, "end");
      area().dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  const tagsIn = (text) => [...text.matchAll(TAG)].filter((match) => match[2]);
  const inTarget = (tag) => tagsIn(area().value).some((match) => match[0] === tag);
  function insertTag(tag) {
    const [, closes, number, alone] = tagsIn(tag)[0];
    const chosen = area().value.slice(area().selectionStart, area().selectionEnd);
    insert(chosen && !closes && !alone ? `${tag}${chosen}⟦/${number}⟧` : tag);
  }
  function insertNumber(number) {
    const tags = tagsIn(current.dataset.source).filter((match) => match[2] === number).map((match) => match[0]);
    const tag = tags.find((each) => !inTarget(each)) ?? tags[0];
    if (tag) insertTag(tag);
  }
  function insertMissing() {
    const tag = tagsIn(current.dataset.source).map((match) => match[0]).find((each) => !inTarget(each));
    if (tag) insertTag(tag);
  }
  function copySource() {
    area().select();
    insert(current.dataset.source);
  }
  function takeMatch(number) {
    const button = side.querySelectorAll("[data-match]")[number - 1];
    if (!button || !isBeside(button)) return;
    area().select();
    insert(button.dataset.match);
  }
  function confirm(propagate = false) {
    if (!isOpen(current)) return;
    const text = area().value;
    if (!text.trim()) return void tell([bench.dataset.wordEmpty]);
    type(current, text, { confirm: true, propagate });
    // As far as the next unresolved is asked for; the answer says what became of them.
    const same = propagate ? $$(".rp-bench-row").filter((row) => row.dataset.source === current.dataset.source && isUnresolved(row)) : [];
    for (const row of [current, ...same]) row.dataset.state = "confirmed";
    nextUnresolved();
  }
  async function undo() {
    const last = done.pop();
    if (!last) return;
    const row = rowOf(last.pk);
    if (row) open(row);
    else await turn(`at=${last.at}`);
    if (current.dataset.segment !== last.pk || !isOpen(current)) { // not among those that are shown
      done.push(last);
      return tell([bench.dataset.wordElsewhere]);
    }
    area().select();
    last.text ? insert(last.text) : document.execCommand("delete");
    opened.text = area().value; // that it was undone is no step to undo
  }
  async function concordance() {
    const chosen = field?.contains(document.activeElement)
      ? area().value.slice(area().selectionStart, area().selectionEnd) : String(getSelection());
    if (!chosen.trim()) return;
    const part = await partOf(`${bench.dataset.concordance}?${new URLSearchParams({ q: chosen.trim() })}`, "side");
    byId("bench-concordance")?.remove();
    if (part) side.prepend(part);
    if (matchMedia("(max-width: 899.98px)").matches) byId("bench-concordance")?.scrollIntoView();
  }
  function say() {
    const box = byId("bench-comment");
    box?.scrollIntoView({ block: "nearest" });
    box?.focus();
  }
  const KEYS = {
    ArrowDown: () => step(1), ArrowUp: () => step(-1), KeyN: nextUnresolved, KeyS: copySource, KeyT: insertMissing,
    KeyK: concordance, KeyM: say, KeyZ: undo, Enter: () => confirm(true), Slash: () => openDialog("bench-keys"),
  };
  const INSIDE = new Set(["KeyS", "KeyT"]); // only where one may write

  document.addEventListener("keydown", (event) => {
    if (!current || document.querySelector("dialog[open]")) return;
    const inside = event.target.closest("#bench-rows, #bench-side") || event.target === document.body;
    const stop = () => { event.preventDefault(); event.stopImmediatePropagation(); };
    if (event.key === "?" && singleKeys.on && !event.target.closest("input, textarea, select")) return stop(), openDialog("bench-keys");
    if (event.key === "Escape" && event.target === (field && area())) return void current.querySelector(".rp-bench-number").focus();
    if (!inside) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.target.closest("#bench-side")) return stop(), confirm();
    const digit = /^Digit([1-9])$/.exec(event.code);
    if (digit && event.altKey && event.ctrlKey && isOpen(current)) return stop(), takeMatch(Number(digit[1]));
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    if (digit && isOpen(current)) return stop(), insertNumber(digit[1]);
    const act = KEYS[event.code] ?? KEYS[event.key];
    if (act && (isOpen(current) || !INSIDE.has(event.code))) stop(), act();
  }, true);

  document.addEventListener("input", (event) => {
    if (field && event.target === area()) {
      grow();
      type(current, area().value);
    } else if (event.target.id === "bench-comment") {
      sessionStorage.setItem(SAID + current.dataset.segment, event.target.value);
    } else if (event.target.id === "bench-note") {
      sessionStorage.setItem(NOTED + current.dataset.segment, event.target.value);
    }
  });

  document.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-tag]");
    if (chip && field && isOpen(current) && isBeside(chip)) return insertTag(chip.dataset.tag);
    const mark = event.target.closest(".rp-here > .rp-bench-source > .rp-chip"); // near at hand on a phone
    if (mark && field && isOpen(current)) return insertTag(`⟦${mark.textContent}⟧`);
    const term = event.target.closest("[data-insert]");
    if (term && field && isOpen(current) && isBeside(term)) return insert(term.dataset.insert);
    const match = event.target.closest("[data-match]");
    if (match && field && isOpen(current)) return takeMatch([...side.querySelectorAll("[data-match]")].indexOf(match) + 1);
    const row = event.target.closest(".rp-bench-row");
    if (!row || event.target.closest("button, textarea, .rp-bench-second")) return;
    if (event.target.closest("a")) event.preventDefault();
    else if (String(getSelection())) return;
    open(row);
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.id === "bench-form") {
      event.preventDefault();
      event.stopImmediatePropagation();
      return confirm();
    }
    if (!form.matches("[data-side-form]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const row = current, body = new URLSearchParams(new FormData(form));
    try {
      const response = await fetch(form.action, { method: "POST", body, headers: { "X-Part": "side" }, redirect: "manual" });
      if (response.status === 422) return tell([(await response.json()).sentence]);
      if (!response.ok) return tell([bench.dataset.wordRefused]);
      if (body.has("text")) sessionStorage.removeItem(SAID + row.dataset.segment);
      if (body.has("note")) {
        const line = row.querySelector(".rp-bench-note"), words = body.get("note").trim();
        sessionStorage.removeItem(NOTED + row.dataset.segment);
        line.lastElementChild.textContent = words;
        line.hidden = !words;
      }
      const page = document.createElement("template");
      page.innerHTML = await response.text();
      if (row === current) putSide(page.content);
      if (body.has("is_question")) {
        byId("bench-questions").textContent = Number(byId("bench-questions").textContent) + 1;
        row.querySelector(".rp-bench-state").dataset.question = "yes";
      }
      if ((body.has("text") || body.has("note")) && field && row === current) area().focus();
    } catch { tell([bench.dataset.wordOffline]); }
  }, true);

  // ---- Going away, and coming back
  const sendAll = () => { if (current && field && isOpen(current) && area().value !== texts(current)) type(current, area().value); [...pending.keys()].forEach(send); };
  document.addEventListener("visibilitychange", () => { if (document.hidden) sendAll(); });
  function goAway() {
    leaving = true;
    sendAll();
    setTimeout(() => { // they stayed
      leaving = false;
      for (const pk of keysKept()) if (!pending.has(pk)) sessionStorage.removeItem(KEPT + pk);
    }, AGAIN);
  }
  window.addEventListener("pagehide", goAway);
  window.addEventListener("online", sendAll);
  window.addEventListener("beforeunload", (event) => {
    goAway();
    if ([...pending.values()].some((each) => each.refused || each.second || each.failed)) event.preventDefault();
  });

  if (bench) {
    for (const pk of keysKept()) {
      const each = JSON.parse(sessionStorage.getItem(KEPT + pk));
      if (each.me !== me) {
        sessionStorage.removeItem(KEPT + pk);
        continue;
      }
      if (each.saved) { // the server has it, and this page perhaps not
        const row = rowOf(pk);
        if (row && Number(row.dataset.version) < Number(each.version)) {
          Object.assign(row.dataset, { version: each.version, text: each.text });
          draw(row);
        }
        sessionStorage.removeItem(KEPT + pk);
        continue;
      }
      pending.set(pk, each);
      if (rowOf(pk)) draw(rowOf(pk));
      send(pk);
    }
    bench.classList.add("rp-bench-script");
    if (current) side.dataset.of = current.dataset.segment;
    if (current && isOpen(current)) {
      show(texts(current));
      if (matchMedia("(pointer: fine)").matches) {
        area().focus({ preventScroll: true });
        area().setSelectionRange(area().value.length, area().value.length);
      }
    }
    current?.scrollIntoView({ block: "nearest" });
  }
}
