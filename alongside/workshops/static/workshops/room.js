// A page of a session follows what is on now. Without this file everything works by links and forms.
//
// <main data-room data-kind="phone|screen|console"
//   data-stream="/live/TOKEN"   data-here="address of this page"   data-have="VERSION.NUDGE"
//   data-token="csrf token"     data-now="the server's clock"      data-hand="whose device it is, opaque"
//   data-answer-key="goes with answers, drawn for this person">
// Inside it: [data-frame] (what changes) and, beside the frame: [data-said] (polite live region), [data-status]
// (role=status), [data-line] (plain text about the network), [data-writing] (hidden box) with [data-writing-text].
// [data-told] holds what is told to one person alone; it is read again only with data-shares on data-room (told.js).
// Inside the frame: [data-ends="instant"], [data-progress="answered"], [data-announce="what to say of this phase"],
// [data-mine="KEY"] (kept as it is while the new frame has the same key), form[data-keep="KEY"], form[data-answer].
// Words, all on data-room: data-say-kept, data-say-sent, data-say-away, data-say-lost, data-say-minutes ("{n}" stands
// for the number), data-say-minute, data-say-over.
import { initAll } from "../ui/vendor/nhsuk-frontend.min.js";
import { sendAnswers } from "./answers.js";
import { listenForMine } from "./told.js";
import { keepWriting } from "./writing.js";

const room = document.querySelector("[data-room]");
const frame = room.querySelector("[data-frame]");
const { kind, stream, here } = room.dataset;
const part = (name) => room.querySelector(`[data-${name}]`);
const say = (name, words) => {
  const place = part(name);
  if (place && place.textContent !== words) place.textContent = words;
};

let have = room.dataset.have;
const version = (mark) => Number(mark.split(".")[0]);
// Versions grow; the number behind the dot only tells two drawings of one step apart.
const isNews = (mark) => version(mark) > version(have) || (version(mark) === version(have) && mark !== have);

// ---- The frame

const firstHeading = frame.querySelector("h1")?.textContent.trim() ?? "";
const titleEnd = document.title.startsWith(firstHeading) ? document.title.slice(firstHeading.length) : "";
const writing = keepWriting(frame, part("writing"), part("writing-text"));
const told = listenForMine(room, frame, (words) => say("status", words));

function show(drawn, mark, { keepMine = true } = {}) {
  const anotherStep = version(mark) !== version(have);
  const active = document.activeElement;
  const focused = frame.contains(active) ? active : null;
  const mine = keepMine ? [...frame.querySelectorAll("[data-mine]")] : [];
  writing.remember();
  frame.replaceChildren(...drawn.childNodes);
  have = mark;
  initAll({ scope: frame });
  mine.forEach(carryOver);
  giveTokens();
  writing.putBack();
  told.look();
  countDown();
  const heading = frame.querySelector("h1");
  // Only where the page was called by its heading: the wall and the console have names of their own.
  if (heading && titleEnd) document.title = heading.textContent.trim() + titleEnd;
  if (anotherStep) say("said", frame.querySelector("[data-announce]")?.dataset.announce ?? heading?.textContent.trim() ?? "");
  if (focused?.isConnected) focused.focus({ preventScroll: true });
  else if (focused && heading && !frame.contains(document.activeElement)) {
    heading.tabIndex = -1;
    heading.focus();
  }
  if (anotherStep && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
}

// What this person did or is doing stays as it is when everybody's page is drawn again around it.
function carryOver(old) {
  const place = [...frame.querySelectorAll("[data-mine]")].find((fresh) => fresh.dataset.mine === old.dataset.mine);
  place?.replaceWith(old);
}

// A page that was drawn for everybody carries nobody's token.
function giveTokens() {
  for (const form of frame.querySelectorAll("form")) {
    if (form.getAttribute("method")?.toLowerCase() !== "post") continue;
    // Where a device goes round, "back" must not bring what the last person typed and did not save.
    if ("goesRound" in room.dataset) form.autocomplete = "off";
    let field = form.querySelector("input[name=csrfmiddlewaretoken]");
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken" });
      form.prepend(field);
    }
    field.value = room.dataset.token;
  }
}

// Only what our own server drew and escaped is read as a page, and here alone. Nothing in it runs.
const read = (text) => new DOMParser().parseFromString(text, "text/html");

// A whole page, such as an error, gives only its own part.
function partOf(text) {
  const page = read(text);
  return page.querySelector("[data-frame]") ?? page.querySelector("main") ?? page.body;
}

// ---- Minutes: told quietly, because a clock that is read aloud hurries people.

const skew = room.dataset.now ? Date.parse(room.dataset.now) - Date.now() : 0;

function countDown() {
  for (const place of frame.querySelectorAll("[data-ends]")) {
    // A few seconds on the way make no other minute: ten that were given are told as ten, not as eleven.
    const left = (Date.parse(place.dataset.ends) - Date.now() - skew) / 60000;
    const minutes = left > 0 ? Math.max(1, Math.ceil(left - 0.2)) : 0;
    const { sayMinutes, sayMinute, sayOver } = room.dataset;
    const words = minutes > 1 ? sayMinutes.replace("{n}", minutes) : minutes === 1 ? sayMinute : sayOver;
    if (place.textContent !== words) place.textContent = words;
  }
}

// ---- What is told: phones get the page, screens a number and fetch their own page

function take(message) {
  const mark = `${message.version}.${message.nudge}`;
  for (const [name, number] of Object.entries(message.progress ?? {})) {
    for (const place of room.querySelectorAll(`[data-progress="${CSS.escape(name)}"]`)) place.textContent = number;
  }
  if (!isNews(mark)) return;
  if (kind !== "phone") fetchOwn(mark);
  else if (message.html !== undefined) {
    show(partOf(message.html), mark);
    if (answers.isSaved()) setTimeout(() => fetchOwn(mark), 500 + Math.random() * 9500);
  }
}

let wanted = null;

// One fetch at a time; what arrives meanwhile is fetched afterwards.
async function fetchOwn(mark) {
  const busy = wanted !== null;
  wanted = mark;
  if (busy) return;
  for (let tries = 0; wanted !== null; ) {
    const asked = wanted;
    try {
      const answer = await fetch(`${here}?fragment=1`, { headers: { "X-Room": "1" }, redirect: "manual" });
      if (answer.status >= 500) throw new Error("later");
      if (!answer.ok) return lose();
      const drawn = partOf(await answer.text());
      const got = answer.headers.get("X-Room-Have") ?? asked;
      const sameStep = version(got) === version(have);
      if (version(got) >= version(have) && !(kind === "phone" && sameStep && writing.isDirty())) {
        show(drawn, got, { keepMine: kind !== "phone" });
      }
      if (wanted === asked) wanted = null;
    } catch {
      tries += 1;
      await new Promise((resolve) => setTimeout(resolve, Math.min(8, 2 ** tries) * 500 * (1 + Math.random())));
    }
  }
}

// ---- The line: a stream, and asking now and then where a stream does not come through

let source = null;
let tries = 0;
let failed = 0;
let heardAt = 0;
let lost = false;
let again, asking, silence;

function open() {
  if (lost) return;
  clearTimeout(again);
  clearTimeout(silence);
  source?.close();
  source = new EventSource(`${stream}?have=${have}`);
  heardAt = Date.now();
  // Some proxies take the line and hold back what is said on it.
  silence = setTimeout(broken, 4000);
  source.onerror = broken;
  source.addEventListener("here", () => (heardAt = Date.now()));
  source.onmessage = (event) => {
    clearTimeout(silence);
    clearTimeout(asking);
    heardAt = Date.now();
    tries = failed = 0;
    asking = undefined;
    say("line", "");
    take(JSON.parse(event.data));
  };
}

function broken() {
  clearTimeout(silence);
  clearTimeout(again);
  source?.close();
  source = null;
  if (lost) return;
  asking ??= setTimeout(ask, Math.random() * 3000);
  // Never all phones at the same moment, and not for ever at this pace where a stream cannot come through.
  const longest = tries < 10 ? Math.min(8, 2 ** tries) : 30;
  tries += 1;
  again = setTimeout(open, 500 + Math.random() * (longest * 1000 - 500));
}

function ask() {
  clearTimeout(asking);
  asking = setTimeout(ask, 2500 + Math.random() * 1000);
  return askOnce();
}

async function askOnce() {
  const before = heardAt;
  try {
    const answer = await fetch(`${stream}/now?have=${have}`);
    failed = 0;
    if (answer.status === 403 || answer.status === 404) return lose();
    say("line", "");
    const message = answer.status === 200 ? await answer.json() : null;
    // What the stream told meanwhile is newer.
    if (message && before === heardAt) take(message);
  } catch {
    failed += 1;
    if (failed > 2) say("line", room.dataset.sayAway);
  }
}

// The day is over or the session is gone: only the page's own link can help.
function lose() {
  lost = true;
  source?.close();
  [again, asking, silence].forEach(clearTimeout);
  wanted = null;
  say("line", room.dataset.sayLost);
}

function wakeUp() {
  if (lost || document.hidden) return;
  tries = 0;
  askOnce();
  open();
  countDown();
  answers.sendAll();
}

const answers = sendAnswers(room, {
  say: (words) => say("status", words),
  answered(text, mark, form) {
    if (form) writing.forget(form);
    if (mark && version(mark) < version(have)) return false;
    const before = have;
    show(partOf(text), mark ?? have, { keepMine: false });
    // Drawn on the way here: something may have been told since, such as a reason that was withheld.
    if (have !== before) askOnce();
    return true;
  },
});
document.addEventListener("visibilitychange", wakeUp);
window.addEventListener("online", wakeUp);
window.addEventListener("pageshow", (event) => event.persisted && wakeUp());
setInterval(countDown, 15000);
// A line can die without a word when a phone changes its network.
setInterval(() => source && Date.now() - heardAt > 40000 && broken(), 10000);
giveTokens();
countDown();
open();
answers.sendAll();
