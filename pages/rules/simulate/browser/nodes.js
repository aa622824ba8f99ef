// HTML and SVG nodes.

const SVG = "http://www.w3.org/2000/svg";

function make(tag, attributes = {}, ...children) {
  const node = tag.startsWith("svg:") ? document.createElementNS(SVG, tag.slice(4)) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function padlock() {
  return make("svg:svg", { viewBox: "0 0 16 16", "aria-hidden": "true" },
    make("svg:rect", { x: 3, y: 7, width: 10, height: 7, rx: 1.5, fill: "currentColor" }),
    make("svg:path", { class: "shackle", d: "M5 7V5a3 3 0 0 1 6 0v2", fill: "none", stroke: "currentColor", "stroke-width": 1.6 }));
}

/** The letter of a tier on its colour. */
function badge(tier, { colours, inks }) {
  return make("span", { class: "badge", style: `background:${colours[tier]};color:${inks[tier]}`, text: tier });
}

/** Arrow keys go around a group of radio buttons. */
function moveAmongRadios(event, choose) {
  const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.children];
  const next = buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length];
  next.focus();
  choose(next);
}
