// Forms with data-answer are sent without leaving the page, and kept on this phone while there is no network.
// One place for each form's data-key (challenge and round): a newer answer replaces one that still waits. The server
// counts the same answer once and refuses an older revision, so sending again is safe.
// The server sees the header X-Room and answers with the frame's content, X-Room-Have saying what it is of.

const PATIENCE = 15000;

export function sendAnswers(room, { say, answered }) {
  // By whose device it is: a tablet that is handed on must not send one person's answer as another's.
  const name = `room ${room.dataset.here} ${room.dataset.hand ?? ""}`;
  const waiting = new Map(read(name));
  const sending = new Set();
  const saved = new Set([...room.querySelectorAll("form[data-answer][data-saved]")].map((form) => form.dataset.key));
  let tries = 0;
  let again;

  room.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-answer]")) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value);
    const { key = form.getAttribute("action"), keep } = form.dataset;
    const action = form.getAttribute("action") || room.dataset.here;
    waiting.set(key, { key, keep, action, body: body.toString() });
    write(name, waiting);
    send(key);
  });

  async function send(key) {
    if (sending.has(key)) return;
    sending.add(key);
    try {
      for (let answer = waiting.get(key); answer; answer = waiting.get(key)) await deliver(answer);
      tries = 0;
    } catch {
      say(room.dataset.sayKept);
      clearTimeout(again);
      again = setTimeout(sendAll, Math.min(15, 2 ** tries) * 500 * (1 + Math.random()));
      tries += 1;
    } finally {
      sending.delete(key);
    }
  }

  async function deliver(answer) {
    const body = new URLSearchParams(answer.body);
    body.set("csrfmiddlewaretoken", room.dataset.token);
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const reply = await fetch(answer.action, {
        method: "POST",
        body,
        // The key says that our page sends this; with it the server may answer beside its pages.
        headers: { "X-Room": "1", "X-Room-Key": room.dataset.answerKey ?? "" },
        signal: stop.signal,
      });
      const text = await reply.text();
      if (reply.status >= 500 || reply.status === 429) throw new Error("later");
      // Answered again meanwhile: the newer one is sent next and has the last word.
      if (waiting.get(answer.key) !== answer) return;
      waiting.delete(answer.key);
      write(name, waiting);
      if (reply.ok) saved.add(answer.key);
      const mark = reply.headers.get("X-Room-Have");
      // The room's own answer, saved or refused, holds what was typed; any other page does not.
      const shown = answered(text, mark, reply.ok || mark ? answer : null);
      say(reply.ok && !shown ? room.dataset.saySent : "");
    } finally {
      clearTimeout(timer);
    }
  }

  function sendAll() {
    clearTimeout(again);
    for (const key of waiting.keys()) send(key);
  }

  return {
    sendAll,
    // Whether the form that is shown now was answered from this page: everybody's page does not know that.
    isSaved: () =>
      [...room.querySelectorAll("form[data-answer]:not([data-saved])")].some((form) => saved.has(form.dataset.key)),
  };
}

// A private window may refuse to keep anything; then it is kept as long as the page is open.
function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "[]");
  } catch {
    return [];
  }
}

function write(name, waiting) {
  try {
    if (waiting.size) sessionStorage.setItem(name, JSON.stringify([...waiting]));
    else sessionStorage.removeItem(name);
  } catch {
    return;
  }
}
