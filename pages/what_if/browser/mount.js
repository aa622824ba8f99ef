// Draws the lab as soon as its code and its accounts are there, and hands on what the server says after each change.

const PATIENCE_MS = 20000;

export default function (component) {
  const root = component.parentElement;
  const shared = (window.__kamLab ??= { boards: new Map(), waiting: new Set() });
  root.__component = component;
  root.__begin ??= () => begin(root, shared);
  shared.waiting.add(root.__begin);
  root.__begin();
  clearTimeout(root.__patience);
  if (!root.__lab?.board) root.__patience = setTimeout(() => root.__lab?.board || giveUp(root), PATIENCE_MS);
  return () => {
    shared.waiting.delete(root.__begin);
    clearTimeout(root.__patience);
    root.__lab?.leave();
  };
}

function begin(root, shared) {
  if (!shared.Lab) return;
  try {
    root.__lab ??= new shared.Lab(root, shared.boards);
    root.__lab.update(root.__component);
  } catch (error) {
    giveUp(root);
    throw error;
  }
}

/** Say what to do where our part does not run in this browser. */
function giveUp(root) {
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  said.textContent = root.__component.data.words.failed;
  root.querySelector(".lab").replaceChildren(said);
}
