// On a tablet that many people use, a page that nobody touches for some time goes back to the start and forgets.
const { start, seconds } = document.currentScript.dataset;
const WAITS = 1000 * Number(seconds);
let waiting = setTimeout(leave, WAITS);

for (const sign of ["pointerdown", "keydown", "input"]) {
  document.addEventListener(sign, () => {
    clearTimeout(waiting);
    waiting = setTimeout(leave, WAITS);
  });
}

function leave() {
  location.replace(start);
}
