// Nodes, and the cells of each kind of column. Names come from files: text goes in as textContent only.

const SVG = "http://www.w3.org/2000/svg";
const TIERS = "SABC";

function make(tag, attributes = {}, ...children) {
  const node = tag.startsWith("svg:") ? document.createElementNS(SVG, tag.slice(4)) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

function badge(tier) {
  return TIERS.includes(tier) && tier ? make("b", { class: `badge ${tier}`, text: tier }) : make("span", { class: "quiet", text: "–" });
}

/** The content of a cell: column, place of the row among all rows sent. */
function content(column, row) {
  const text = column.t?.[row] ?? "";
  switch (column.k) {
    case "tier":
      return column.b?.[row] ? make("span", { class: "beside" }, badge(text), make("span", { class: "quiet", text: column.b[row] })) : badge(text);
    case "move": {
      if (text === "") return document.createTextNode("");
      const [then, now] = text.split(" → "), gained = column.s[row];
      return make("span", { class: "move" }, make("span", { text: gained > 0 ? "▲" : gained < 0 ? "▼" : "" }), badge(then), make("span", { class: "quiet", text: "→" }), badge(now ?? ""));
    }
    case "score": {
      const bar = make("i"), points = column.v[row];
      bar.style.width = `${Math.max(0, Math.min(100, points ?? 0))}%`;
      return make("span", { class: "score" }, make("span", { class: "bar" }, bar), make("span", { text }));
    }
    case "history":
      return area(column.v[row]);
    case "text":
    case "marks": {
      const box = make("span", { class: "words", text: text || (column.k === "marks" || column.t[row] === "" ? "" : "–"), title: text.length > 24 && text });
      box.style.minWidth = `${column.w}px`;
      return box;
    }
    default:
      return document.createTextNode(text);
  }
}

/** An area of heights from 0 to 20. */
function area(heights) {
  const step = 72 / Math.max(1, heights.length - 1);
  const line = heights.map((height, place) => `${(place * step).toFixed(1)},${22 - height}`).join(" ");
  return make("svg:svg", { viewBox: "0 0 72 24", "aria-hidden": "true" },
    make("svg:polygon", { points: `0,22 ${line} 72,22` }), make("svg:polyline", { points: line }));
}
