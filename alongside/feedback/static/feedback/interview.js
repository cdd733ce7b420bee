// A talk may be slow. When nobody has touched the page for some time it is covered and asks; only when nobody answers
// that either is it cleared. Without scripts nothing is covered and nothing is cleared.
const { start, asks, clears } = document.currentScript.dataset;
const pause = document.getElementById("pause");
let waiting = setTimeout(ask, 1000 * asks);

for (const sign of ["pointerdown", "keydown", "input"]) {
  document.addEventListener(sign, () => pause.open || wait());
}
pause.addEventListener("close", wait);

function wait() {
  clearTimeout(waiting);
  waiting = setTimeout(ask, 1000 * asks);
}

function ask() {
  pause.showModal();
  waiting = setTimeout(() => location.replace(start), 1000 * clears);
}
