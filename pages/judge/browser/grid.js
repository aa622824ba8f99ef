// Grid of marks: 1–5 choose a mark, 0 is unknown, arrows move, Enter saves and goes on.

const DECODER = new TextDecoder();
const SOON = 140; // Milliseconds after the last arrow before the question follows.
const SECONDS = 5; // After a key, in which the focus comes back.
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export default function (component) {
  const root = component.parentElement;
  root.__grid ??= new Grid(root.querySelector(".judging"));
  root.__grid.update(component);
}

class Grid {
  constructor(box) {
    this.box = box;
    this.at = [0, 0];
    this.pending = this.awaiting = null;
    box.addEventListener("click", (event) => this.onClick(event));
    box.addEventListener("keydown", (event) => this.onKey(event));
  }

  update(component) {
    this.send = component.setTriggerValue;
    const text = DECODER.decode(component.data);
    // A message above the grid mounts it anew; who was typing goes on typing.
    const lately = performance.now() - (document.__judgingKey ?? -Infinity) < 1000 * SECONDS && document.activeElement === document.body;
    const focused = lately || this.box.contains(this.box.getRootNode().activeElement);
    const mine = this.data ? this.sent() : null, pending = this.pending;
    if (text !== this.text) {
      this.text = text;
      this.data = JSON.parse(text);
      for (const [tier, [light, dark, ink, darkInk]] of Object.entries(this.data.tiers)) {
        this.box.style.setProperty(`--${tier}`, `light-dark(${light}, ${dark})`);
        this.box.style.setProperty(`--${tier}-ink`, `light-dark(${ink}, ${darkInk})`);
      }
    }
    const asked = this.place(this.data.cell), own = mine && this.place([mine.account, mine.criterion]);
    // An answer to an earlier arrow must not take the reader back.
    const waits = this.awaiting && own && String(asked) !== String(this.awaiting);
    this.at = (waits ? own : asked) ?? [0, 0];
    if (!waits) this.awaiting = null;
    this.pending = own && String(own) === String(this.at) ? pending : null;
    this.draw();
    if (focused) this.button()?.focus();
  }

  place(cell) {
    if (!cell) return null;
    const row = this.data.rows.findIndex((one) => one.id === cell[0]);
    const column = this.data.criteria.findIndex((one) => one.n === cell[1]);
    return row < 0 || column < 0 ? null : [row, column];
  }

  draw() {
    const { criteria, rows, words } = this.data;
    const head = make("tr", {}, make("th", { text: words.account }),
      ...criteria.map((one) => make("th", { class: "criterion", text: hyphenated(one.h), title: one.l, scope: "col" })),
      make("th", { class: "runs", text: words.tier }), make("th", { class: "money", text: words.revenue }));
    const body = rows.map((row, place) => make("tr", { "data-row": place },
      make("th", { class: "name", scope: "row", title: words.open },
        make("div", { class: "row" }, row.tier ? make("span", { class: `badge ${row.tier}`, text: row.tier }) : make("span", { class: "badge", text: "–" }),
          make("div", {}, make("b", { text: row.name }), make("small", { text: row.owner })))),
      ...row.marks.map((mark, column) => make("td", { class: "mark" }, this.cell(row, mark, place, column))),
      make("td", { class: "runs" }, ...row.runs.flatMap(([marks, tier]) => [make("span", { text: marks }), make("span", { class: `badge ${tier}`, text: tier })])),
      make("td", { class: "money", text: row.revenue })));
    this.box.replaceChildren(make("table", { role: "grid" }, make("thead", {}, head), make("tbody", {}, ...body)));
    this.mark();
  }

  cell(row, [text, score, old, apart, computed], place, column) {
    const { criteria, words } = this.data;
    const first = row.ask === criteria[column].n && !text;
    const notes = [criteria[column].l, text || words.blank, first && words.first, old && words.old, apart && words.apart].filter(Boolean).join(", ");
    const button = make("button", { type: "button", tabindex: -1, title: notes, "aria-label": `${row.name}: ${notes}`, "data-row": place, "data-column": column, text: text || "?",
      class: [text ? "" : "blank", first ? "first" : "", old ? "old" : "", apart ? "apart" : "", computed ? "computed" : ""].join(" ") });
    if (text) button.style.backgroundColor = `color-mix(in srgb, var(--st-primary-color) ${4 + 7 * (score - 1)}%, var(--st-background-color))`;
    return button;
  }

  button([row, column] = this.at) {
    return this.box.querySelector(`button[data-row="${row}"][data-column="${column}"]`);
  }

  /** Show which cell is chosen, and the mark that Enter will save. */
  mark() {
    for (const one of this.box.querySelectorAll(".chosen")) one.classList.remove("chosen");
    const button = this.button();
    if (!button) return;
    button.classList.add("chosen");
    button.closest("tr").classList.add("chosen");
    this.box.querySelectorAll("th.criterion")[this.at[1]].classList.add("chosen");
    for (const one of this.box.querySelectorAll("button")) one.tabIndex = one === button ? 0 : -1;
    if (this.pending !== null) {
      button.classList.add("pending");
      button.textContent = this.pending || "?";
    }
  }

  sent(mark) {
    const [row, column] = this.at;
    if (!this.data.rows[row]) return {};
    return { account: this.data.rows[row].id, criterion: this.data.criteria[column].n, ...(mark === undefined ? {} : { mark }) };
  }

  choose(mark) {
    this.awaiting = this.at;
    this.send("choose", this.sent(mark));
  }

  move(at, soon) {
    if (this.pending !== null) {
      this.pending = null;
      this.at = at;
      this.draw();
    }
    this.at = at;
    this.mark();
    this.button()?.focus();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.choose(), soon);
  }

  onClick(event) {
    const button = event.target.closest("button");
    if (button) return this.move([Number(button.dataset.row), Number(button.dataset.column)], 0);
    const name = event.target.closest("th.name");
    if (name) this.send("open", this.data.rows[Number(name.parentElement.dataset.row)].id);
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    document.__judgingKey = performance.now();
    const { rows, criteria } = this.data, step = STEPS[event.key];
    if (step) {
      const at = [Math.min(Math.max(this.at[0] + step[0], 0), rows.length - 1), Math.min(Math.max(this.at[1] + step[1], 0), criteria.length - 1)];
      this.move(at, SOON);
    } else if (/^[0-5]$/.test(event.key)) {
      clearTimeout(this.timer);
      this.pending = Number(event.key);
      this.mark();
      // Enter soon after saves at once; the question shows the answer else.
      this.timer = setTimeout(() => this.choose(this.pending ?? undefined), SOON);
    } else if (event.key === "Enter") {
      clearTimeout(this.timer);
      if (this.pending === null) return;
      this.send("save", this.sent(this.pending));
      this.awaiting = this.pending = null;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** A long English word with a soft hyphen between two consonants near its middle: heads are narrow. */
function hyphenated(text) {
  return text.replace(/[A-Za-z]{9,}/g, (word) => {
    const gaps = [...word.matchAll(/[^aeiouy](?=[^aeiouy])/gi)].map((found) => found.index + 1).filter((gap) => gap > 1 && gap < word.length - 1);
    const gap = gaps.sort((a, b) => Math.abs(a - word.length / 2) - Math.abs(b - word.length / 2))[0];
    return gap === undefined ? word : `${word.slice(0, gap)}\u00AD${word.slice(gap)}`;
  });
}

function make(tag, attributes = {}, ...children) {
  const one = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") one.textContent = value;
    else one.setAttribute(name, value);
  }
  one.append(...children);
  return one;
}
