// Puts the cursor into the search field, and sends its text when Enter is pressed there.

const FIELD = ".st-key-search_text input";
const SECONDS = 2;

export default function (component) {
  const root = component.parentElement;
  root.__component = component;
  root.__onKey ??= (event) => {
    // Enter also ends the composition of a Chinese word; 229 is how older browsers say so.
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    if (!(event.target instanceof Element) || !event.target.matches(FIELD)) return;
    // The field would send the text once more.
    event.preventDefault();
    event.stopPropagation();
    root.__component.setTriggerValue("enter", event.target.value);
  };
  document.addEventListener("keydown", root.__onKey, true);
  if (!root.__focused) {
    root.__focused = true;
    focus(performance.now() + 1000 * SECONDS);
  }
  return () => document.removeEventListener("keydown", root.__onKey, true);
}

/** The field may be drawn after this, and the dialog moves the focus into itself when it opens. */
function focus(until) {
  const field = document.querySelector(FIELD);
  if (field && document.activeElement !== field) field.focus();
  if (performance.now() < until && (!field || document.activeElement !== field)) requestAnimationFrame(() => focus(until));
}
