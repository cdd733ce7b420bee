// What can be seen to be wrong with a page, each as a sentence. An empty list is a good page.
() => {
  const found = [];
  const one = (selector) => document.querySelectorAll(selector);
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) {
    const beyond = [...one("body *")].filter(
      (element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1,
    );
    const last = beyond.length ? beyond[beyond.length - 1].outerHTML.slice(0, 160) : "";
    found.push(`${wide} pixels wider than the screen: ${last}`);
  }
  if (one("h1").length !== 1) found.push(`${one("h1").length} headings of the first level`);
  if (!document.title.endsWith(" – Alongside")) found.push(`title: ${document.title}`);
  if (document.documentElement.lang.toLowerCase() !== "en-gb") found.push(`language: ${document.documentElement.lang}`);
  const reachable = "a[href], button:not(:disabled), input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]";
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const first = [...one(reachable)][0];
  if (!first || !first.classList.contains("nhsuk-skip-link")) found.push("the skip link is not first");
  if (!document.querySelector("#maincontent")) found.push("the skip link leads nowhere");
  for (const element of one("[tabindex]")) if (element.tabIndex > 0) found.push("an order of its own for the tab key");
  const targets = new Map();
  for (const link of [...one("a[href]")].filter(shown)) {
    const name = (link.getAttribute("aria-label") || link.textContent).replace(/\s+/g, " ").trim();
    const about = link.getAttribute("aria-describedby");
    const key = `${name}|${about || ""}`;
    if (!name && !link.querySelector("img[alt]")) found.push(`a link without words: ${link.href}`);
    if (targets.has(key) && targets.get(key) !== link.href) {
      found.push(`“${name}” leads to ${targets.get(key)} and to ${link.href}`);
    }
    targets.set(key, link.href);
  }
  const ids = [...one("[id]")].map((element) => element.id);
  for (const id of new Set(ids.filter((id, place) => ids.indexOf(id) !== place))) found.push(`two things are #${id}`);
  const clipped = [...one("main p, main li, main dd, main dt, main td, main th, main h1, main h2, main h3, main .nhsuk-tag")]
    .filter((element) => shown(element) && element.clientWidth && element.scrollWidth > element.clientWidth + 1)
    .filter((element) => getComputedStyle(element).overflowX !== "visible");
  for (const element of clipped) found.push(`words are cut off: ${element.outerHTML.slice(0, 160)}`);
  if (/\bNone\b\s*(,|<|$)|&(amp|lt|gt|quot|#\d+);|\{\{|\}\}|%\(\w+\)s|\[object|undefined/.test(document.body.innerText)) {
    found.push(`unfinished words: ${document.body.innerText.match(/.{0,40}(\bNone\b\s*(,|<|$)|&(amp|lt|gt|quot|#\d+);|\{\{|\}\}|%\(\w+\)s|\[object|undefined).{0,20}/)[0]}`);
  }
  return found;
}
