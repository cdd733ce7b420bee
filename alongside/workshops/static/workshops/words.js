// Longer or short plain words, by choice, on this phone: without this file the same links load the page again.
const room = document.querySelector("[data-room]");
const KEPT_FOR = 60 * 60 * 24 * 90;

for (const link of document.querySelectorAll("[data-words-switch]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const words = link.dataset.wordsSwitch;
    room.dataset.wordsNow = words;
    const path = room.dataset.here.replace(/room\/.*/, "");
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `words=${words}; path=${path}; max-age=${KEPT_FOR}; samesite=lax${secure}`;
    // The link that was pressed is hidden now; its counterpart takes the focus.
    document.querySelector(`[data-words-switch]:not([data-words-switch="${words}"])`)?.focus();
  });
}
