// Draws the lab as soon as its code and its accounts are there, and hands on what the server says after each change.

export default function (component) {
  const root = component.parentElement;
  const shared = (window.__kamLab ??= { boards: new Map(), waiting: new Set() });
  root.__component = component;
  if (!root.__begin) {
    root.__begin = () => {
      if (!shared.Lab) return;
      root.__lab ??= new shared.Lab(root, shared.boards);
      root.__lab.update(root.__component);
    };
  }
  shared.waiting.add(root.__begin);
  root.__begin();
  return () => {
    shared.waiting.delete(root.__begin);
    root.__lab?.leave();
  };
}
