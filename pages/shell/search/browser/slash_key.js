// Clicks the search button when "/" is pressed, except where it is a character that somebody types.

const BUTTON = ".st-key-search_open button";
const TYPING = "input, textarea, select, [contenteditable=''], [contenteditable='true'], [role='textbox'], canvas";

export default function ({ parentElement }) {
  const root = parentElement;
  root.__onKey ??= (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    // Within a component the event names its outermost element; the path names the field itself.
    const target = event.composedPath()[0];
    if (target instanceof Element && target.closest(TYPING)) return;
    const button = document.querySelector(BUTTON);
    if (!button || event.defaultPrevented || document.querySelector("[role='dialog']")) return;
    event.preventDefault();
    button.click();
  };
  document.addEventListener("keydown", root.__onKey);
  return () => document.removeEventListener("keydown", root.__onKey);
}
