// Somebody whose shared reason was withheld learns it at once, and nobody else does: everybody's page says only that one
// was. Phones that shared a reason (data-shares) then read their own page again and take from it what is told to them.

export function listenForMine(room, frame, say) {
  const mark = () => frame.querySelector("[data-withheld]")?.dataset.withheld;
  const place = room.querySelector("[data-told]");
  // The page as it was opened told already what was to tell.
  let seen = mark();

  async function ask() {
    try {
      const answer = await fetch(room.dataset.here, { redirect: "manual" });
      if (answer.status >= 500) throw new Error("later");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-told]");
      // Words that were withheld go from their writer's list too.
      const shared = page.querySelector("[data-shared]");
      if (shared) room.querySelector("[data-shared]").replaceChildren(...shared.childNodes);
      if (!fresh || fresh.childElementCount <= place.childElementCount) return;
      place.replaceChildren(...fresh.childNodes);
      say(room.dataset.sayWithheld);
    } catch {
      setTimeout(ask, 5000 + Math.random() * 5000);
    }
  }

  return {
    // Called after the frame has changed.
    look() {
      const now = mark();
      if (!now || now === seen) return;
      seen = now;
      if (place && room.dataset.shares !== undefined) setTimeout(ask, Math.random() * 2000);
    },
  };
}
