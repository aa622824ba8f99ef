// Mounts the lab as soon as its code and its board have arrived, and passes on the data after each change.

const TIMEOUT_MS = 20000;

export default function (component) {
  const root = component.parentElement;
  const shared = (window.__kamLab ??= { boards: new Map(), waiting: new Set() });
  root.__component = component;
  root.__begin ??= () => begin(root, shared);
  shared.waiting.add(root.__begin);
  root.__begin();
  clearTimeout(root.__timeout);
  if (!root.__lab?.board) root.__timeout = setTimeout(() => root.__lab?.board || showFailure(root), TIMEOUT_MS);
  return () => {
    shared.waiting.delete(root.__begin);
    clearTimeout(root.__timeout);
    root.__lab?.unmount();
  };
}

function begin(root, shared) {
  if (!shared.Lab) return;
  try {
    root.__lab ??= new shared.Lab(root, shared.boards);
    root.__lab.update(root.__component);
  } catch (error) {
    showFailure(root);
    throw error;
  }
}

/** Show what to do where the lab does not run in this browser. */
function showFailure(root) {
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.textContent = root.__component.data.words.failed;
  root.querySelector(".lab").replaceChildren(message);
}
