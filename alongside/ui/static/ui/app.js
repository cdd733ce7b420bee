// Small helps for those whose browser runs scripts. Everything works without them.
import { initAll } from "./vendor/nhsuk-frontend.min.js";

initAll();
document.querySelectorAll("[data-app-copy]").forEach(offerToCopy);

// A copy button beside a value to hand over; without the clipboard it stays hidden and the box can be selected.
function offerToCopy(box) {
  const value = box.querySelector("input");
  const button = box.querySelector("button");
  const said = box.querySelector("[role=status]");
  value.addEventListener("focus", () => value.select());
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(value.value);
      said.textContent = box.dataset.appCopyDone;
    } catch {
      value.select();
      said.textContent = box.dataset.appCopyFailed;
    }
  });
}
