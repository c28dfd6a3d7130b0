// A chat window on the sandbox. Whatever comes from a service is put into the page as text, never
// as HTML; what is already there is left alone, so that neither focus nor reading is disturbed.
"use strict";

const POLL_MS = 700;
const KINDS = { image: "Image", video: "Video", audio: "Audio", file: "File" };

const byId = (id) => document.getElementById(id);
let person = new URL(location.href).searchParams.get("person") || "";
let shown = new Map(); // entry -> its JSON, of those in the conversation
let parts = new Map(); // part of the page -> the JSON that it shows
let waiting = 0;
let turn = 0;

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "onclick") made.addEventListener("click", value);
    else if (key === "className") made.className = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// A link, if it leads to a page; any other address is shown, and leads nowhere.
function link(address, label) {
  let url = null;
  try { url = new URL(address); } catch { /* it is no address */ }
  const text = label ? `${label}: ${address}` : address;
  if (url === null || !["http:", "https:"].includes(url.protocol)) return element("span", {}, text);
  return element("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, text);
}

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  let answer;
  try {
    answer = await fetch(`/try/${path}`, options);
  } catch {
    throw new Error("The sandbox does not answer. Is it still running?");
  }
  const payload = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(payload.message || `The sandbox answered ${answer.status}.`);
  return payload;
}

function tell(problem) {
  if (byId("problem").textContent !== problem) byId("problem").textContent = problem;
}

// Do something that may take as long as the service does, and show what became of it.
async function act(path, body) {
  waiting += 1;
  byId("waiting").textContent = "One moment ...";
  try {
    const payload = await ask(path, body);
    tell("");
    return payload.result;
  } catch (error) {
    tell(error.message);
    return null;
  } finally {
    waiting -= 1;
    if (!waiting) byId("waiting").textContent = "";
    await refresh();
  }
}

async function press(delivery, index) {
  await act("press", { user_ns: person, delivery, index });
  // A quick reply is gone once it was pressed, and focus with it.
  if (document.activeElement === document.body) byId("text").focus();
}

function buttonOf(delivery, button) {
  const made = element("button", { type: "button" }, button.caption);
  made.addEventListener("click", () => press(delivery, button.index));
  if (button.url) return [made, link(button.url)];
  return button.phone ? [made, element("span", {}, button.phone)] : [made];
}

function buttonsOf(delivery, buttons) {
  if (!buttons || !buttons.length) return null;
  const made = buttons.flatMap((button) => buttonOf(delivery, button));
  return element("div", { className: "buttons" }, ...made);
}

function cardOf(delivery, card) {
  return element(
    "div",
    { className: "card", role: "group", "aria-label": card.title || "Card" },
    element("strong", {}, card.title || ""),
    card.subtitle ? element("span", {}, card.subtitle) : null,
    card.image_url ? element("div", {}, link(card.image_url, "Image")) : null,
    card.action_url ? element("div", {}, link(card.action_url)) : null,
    buttonsOf(delivery, card.buttons),
  );
}

function messageOf(delivery, message) {
  if (message.cards && message.cards.length) {
    const label = { className: "cards", role: "group", "aria-label": "Cards" };
    return element("div", label, ...message.cards.map((card) => cardOf(delivery, card)));
  }
  const made = element("div", { className: "message" });
  if (message.type === "step") {
    made.classList.add("step");
    made.append(`The flow goes on at ${message.text}.`);
  } else if (message.type === "template") {
    made.append(`Template ${message.text}`);
  } else if (message.url) {
    made.append(link(message.url, KINDS[message.type] || message.type));
  } else {
    made.append(message.text || "");
  }
  const buttons = buttonsOf(delivery, message.buttons);
  if (buttons) made.append(buttons);
  return made;
}

function entryOf(entry) {
  const who = { in: "You", out: "Bot", system: "System", note: "Note" }[entry.kind] || entry.kind;
  const messages = entry.messages.map((message) => messageOf(entry.delivery, message));
  return element("li", { className: entry.kind, "aria-label": who }, ...messages);
}

function showEntries(entries) {
  const log = byId("log");
  const current = new Set(entries.map((entry) => entry.id));
  for (const id of shown.keys()) { // the oldest fall out of sight
    if (current.has(id)) break;
    log.firstElementChild.remove();
    shown.delete(id);
  }
  const isSame = [...shown].every(([id, json], number) =>
    entries[number] && entries[number].id === id && JSON.stringify(entries[number]) === json);
  if (!isSame) {
    log.replaceChildren();
    shown = new Map();
  }
  const added = entries.filter((entry) => !shown.has(entry.id));
  for (const entry of added) {
    log.append(entryOf(entry));
    shown.set(entry.id, JSON.stringify(entry));
  }
  if (added.length) log.scrollTop = log.scrollHeight;
}

// Make a part of the page anew, but only when it shows something else.
function show(id, value, make) {
  const json = JSON.stringify(value);
  if (parts.get(id) === json) return;
  parts.set(id, json);
  byId(id).replaceChildren(...make(value));
}

function showPeople(people) {
  show("person", people, () => people.map((it) =>
    element("option", { value: it.user_ns }, `${it.name || "Nobody"} (${it.user_ns})`)));
  if (byId("person").value !== person) byId("person").value = person;
}

function showCall(call) {
  const verdict = element("span", { className: call.is_ok ? "good" : "wrong" }, call.title);
  const lines = call.lines.map((line) =>
    element("li", line.is_wrong ? { className: "wrong" } : {}, line.text));
  return element("li", {}, verdict, lines.length ? element("ul", {}, ...lines) : null);
}

function showPerson(known) {
  showEntries(known.entries);
  show("quick-replies", known.quick_replies, (replies) => replies.flatMap((reply) =>
    buttonOf(reply.delivery, reply)));
  show("tags", known.tags, (tags) => tags.map((tag) => element("li", {}, tag)));
  show("fields", known.fields, (fields) => fields.flatMap((field) =>
    [element("dt", {}, field.name), element("dd", {}, String(field.value))]));
  show("calls", known.calls, (calls) => calls.map(showCall).reverse());
  const answers = known.has_bot
    ? "answers what you write"
    : "is not connected: start the sandbox with --bot URL, or call server.connect_bot(url)";
  show("bot", [known.is_paused, known.has_bot], () =>
    [known.is_paused ? "The bot is paused: a human has taken over." : `The bot ${answers}.`]);
  show("pause", known.is_paused, () => [known.is_paused ? "Let the bot talk again" : "Pause the bot"]);
  byId("pause").value = known.is_paused ? "paused" : "";
}

async function refresh() {
  const mine = (turn += 1);
  const state = await ask(`state?person=${encodeURIComponent(person)}`).catch((error) => {
    tell(error.message);
    return null;
  });
  if (state === null || mine !== turn) return; // a newer answer is on its way
  const isThere = state.person !== null;
  for (const id of ["text", "pause", "person"]) byId(id).disabled = !isThere;
  if (!isThere) {
    tell("Nobody is there yet: add a subscriber.");
    return;
  }
  if (byId("problem").textContent.startsWith("Nobody is there")) tell("");
  if (byId("problem").textContent.startsWith("The sandbox does not answer")) tell("");
  person = state.person.user_ns;
  showPeople(state.people);
  showPerson(state.person);
}

byId("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = byId("text").value;
  if (!text.trim()) return;
  byId("text").value = "";
  act("say", { user_ns: person, text });
});

byId("who").addEventListener("submit", (event) => event.preventDefault());

byId("person").addEventListener("change", (event) => {
  person = event.target.value;
  tell("");
  refresh();
});

byId("new-person").addEventListener("submit", async (event) => {
  event.preventDefault();
  const user = await act("person", { name: byId("new-name").value });
  if (user === null) return;
  byId("new-name").value = "";
  person = user;
  await refresh();
  byId("text").focus();
});

byId("pause").addEventListener("click", (event) =>
  act("pause", { user_ns: person, is_paused: event.target.value !== "paused" }));

async function poll() {
  if (!document.hidden) await refresh();
  setTimeout(poll, POLL_MS);
}

poll();
