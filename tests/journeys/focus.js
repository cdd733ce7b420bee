// Everything that can be used must show that it has the focus: a change that the eye can see, on it or on its label.
() => {
  const found = [];
  const looks = (element) => {
    const parts = [element, element.nextElementSibling, element.parentElement].filter(Boolean);
    const styles = parts.flatMap((part) => [getComputedStyle(part), getComputedStyle(part, "::before")]);
    return styles
      .map((style) => [style.outline, style.boxShadow, style.backgroundColor, style.borderColor, style.borderWidth, style.color].join())
      .join(";");
  };
  const selector = "a[href], button:not(:disabled), input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled), summary";
  const usable = [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility({ visibilityProperty: true }));
  for (const element of usable) {
    document.activeElement.blur();
    const before = looks(element);
    element.focus({ focusVisible: true });
    if (document.activeElement !== element) found.push(`cannot be reached: ${element.outerHTML.slice(0, 120)}`);
    else if (looks(element) === before) found.push(`does not show the focus: ${element.outerHTML.slice(0, 120)}`);
  }
  document.activeElement.blur();
  window.scrollTo(0, 0);
  return found;
}
