// What somebody is writing is never lost because the room went on: it comes back with the next form of the same
// challenge (data-keep), and until then it can be read in a box. It stays in this page and is stored nowhere.

export function keepWriting(frame, box, place) {
  const kept = new Map();
  const fields = (form) => [...form.querySelectorAll("textarea, input[type=text]")].filter((field) => field.name);
  const forms = () => [...frame.querySelectorAll("form[data-keep]")];
  const unsaved = (form) => fields(form).filter((field) => field.value !== field.defaultValue && field.value.trim());

  return {
    // Called before the frame changes.
    remember() {
      for (const form of forms()) {
        const typed = unsaved(form).map((field) => [field.name, field.value]);
        if (typed.length) kept.set(form.dataset.keep, new Map(typed));
      }
    },

    // Called after the frame has changed.
    putBack() {
      for (const form of forms()) {
        const typed = kept.get(form.dataset.keep);
        if (!typed) continue;
        for (const field of fields(form)) {
          if (!typed.has(field.name)) continue;
          field.value = typed.get(field.name);
          typed.delete(field.name);
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }
        if (!typed.size) kept.delete(form.dataset.keep);
      }
      const words = [...kept.values()].flatMap((typed) => [...typed.values()]).join("\n\n");
      if (!box || !place) return;
      place.textContent = words;
      box.hidden = !words;
    },

    // Called with a form that was answered: what it holds is no longer only here.
    forget(form) {
      kept.delete(form.keep);
      for (const shown of forms()) {
        if (shown.dataset.keep === form.keep) fields(shown).forEach((field) => (field.defaultValue = field.value));
      }
    },

    // Whether drawing the frame again would disturb somebody who writes.
    isDirty: () => forms().some((form) => unsaved(form).length),
  };
}
