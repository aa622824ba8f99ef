// A table: heads that sort and explain; of accounts also rows that open wherever they are clicked, and columns that leave where there is no room.

const NARROW = window.matchMedia("(max-width: 640px)");
const MORE = 50;
const FEW = 10; // Cards with all columns of a row are long.
const DECODER = new TextDecoder();

export default function (component) {
  const root = component.parentElement;
  root.__table ??= new Table(root);
  root.__table.update(component);
  return () => root.__table.pause();
}

class Table {
  constructor(root) {
    this.box = root.querySelector(".accounts");
    this.observer = new ResizeObserver(() => this.fit());
    this.redraw = () => this.draw();
    this.closeMenu = (event) => this.menu?.open && !event.composedPath().includes(this.menu) && (this.menu.open = false);
  }

  pause() {
    this.observer.disconnect();
    NARROW.removeEventListener("change", this.redraw);
    document.removeEventListener("click", this.closeMenu);
  }

  update(component) {
    this.send = component.setTriggerValue;
    this.observer.observe(this.box);
    NARROW.addEventListener("change", this.redraw);
    document.addEventListener("click", this.closeMenu);
    const text = DECODER.decode(component.data);
    if (text === this.text) return;
    this.text = text;
    this.data = JSON.parse(text);
    this.opens = this.data.ids !== null;
    this.data.ids ??= Array(this.data.rows).fill("");
    for (const column of this.data.columns) {
      if (column.x) column.t = column.x.map((place) => column.u[place]);
      if (column.k === "score") column.s = column.v;
    }
    this.choices ??= new Choices(this.data, (choices) => this.opens && this.send("choices", choices));
    this.limit ??= NARROW.matches && !this.opens ? Math.min(FEW, this.data.first) : this.data.first;
    for (const [tier, [light, dark, ink, darkInk]] of Object.entries(this.data.tiers)) {
      this.box.style.setProperty(`--${tier}`, `light-dark(${light}, ${dark})`);
      this.box.style.setProperty(`--${tier}-ink`, `light-dark(${ink}, ${darkInk})`);
    }
    this.build();
    this.draw();
  }

  /** Build what stays while rows change: the text to find, the menu of columns, and places for rows. */
  build() {
    const { data, choices } = this, { words } = data;
    const find = data.find ? make("input", { type: "search", class: "find", placeholder: words.find, "aria-label": words.find, oninput: () => {
      choices.query = find.value.trim();
      this.draw();
    } }) : "";
    if (find) find.value = choices.query;
    this.count = make("span", { class: "quiet", role: "status" });
    this.menu = make("details", { class: "menu", onkeydown: (event) => event.key === "Escape" && (this.menu.open = false) },
      make("summary", { text: words.columns }),
      make("div", {}, ...data.columns.map((column) => make("label", {}, this.checkbox(column), make("span", { text: column.l || column.n })))));
    this.heads = make("tr");
    this.body = make("tbody", { onclick: (event) => this.open(event), onkeydown: (event) => this.onKey(event) });
    this.menu.hidden = !this.opens;
    this.table = make("table", { "aria-label": words.accounts }, make("thead", {}, this.heads), this.body);
    this.scroll = make("div", { class: "scroll" }, this.table);
    this.cards = make("ul", { class: "cards" });
    this.more = make("button", { class: "more", type: "button", onclick: () => {
      this.limit += MORE;
      this.draw();
    } });
    this.tip = make("div", { class: "tip", role: "tooltip", hidden: true });
    this.tools = make("div", { class: "tools", hidden: !this.opens && !find }, find, this.count, NARROW.matches && this.opens ? orderChoice(data, choices, this.redraw) : "", this.menu);
    const focused = this.focus();
    this.box.replaceChildren(this.tools, this.scroll, this.cards, this.more, this.tip);
    this.refocus = focused;
  }

  checkbox(column) {
    const box = make("input", { type: "checkbox", disabled: column.n === "name", onchange: () => {
      this.choices.toggle(column.n, box.checked);
      this.draw();
    } });
    box.checked = column.n === "name" || !this.choices.hidden.has(column.n);
    return box;
  }

  /** The row that has the focus, to give it back after a refresh. */
  focus() {
    return this.box.getRootNode().activeElement?.dataset?.id;
  }

  draw() {
    const { data, choices } = this, focused = this.refocus ?? this.focus();
    this.refocus = null;
    const rows = choices.rows(data), shown = rows.slice(0, this.limit);
    this.columns = choices.columns(data);
    this.box.classList.toggle("narrow", NARROW.matches);
    this.box.classList.toggle("plain", !this.opens);
    this.more.hidden = rows.length <= shown.length;
    this.more.textContent = data.words.more.replace("{count}", Math.min(MORE, rows.length - shown.length));
    this.count.textContent = choices.query ? (rows.length ? `${rows.length.toLocaleString(data.language)} / ${data.words.of}` : data.words.none) : "";
    if (NARROW.matches) {
      this.body.replaceChildren();
      this.cards.replaceChildren(...shown.map((row) => (this.opens ? card(data, row, (event) => this.open(event)) : listCard(data, row, (column) => this.cell(column, row), (column) => this.label(column)))));
    } else {
      this.cards.replaceChildren();
      this.heads.replaceChildren(...this.columns.map((column) => this.head(column)));
      this.body.replaceChildren(...shown.map((row, place) => this.row(row, place)));
      this.fit();
    }
    if (focused) [...this.box.querySelectorAll("[data-id]")].find((node) => node.dataset.id === focused)?.focus({ preventScroll: true });
  }

  head(column) {
    const order = this.choices.order?.[0] === column.n ? this.choices.order[1] : null;
    const sort = () => {
      this.choices.sortBy(column);
      this.draw();
      [...this.heads.children].find((one) => one.dataset.column === column.n)?.querySelector("button").focus();
    };
    const kind = column.f ? { tabindex: column.i && 0 } : { type: "button", onclick: sort };
    const button = make(column.f ? "span" : "button", { ...kind, "aria-description": column.i || null }, make("span", { text: column.l }), column.i ? make("span", { class: "info", "aria-hidden": "true", text: "ⓘ", onclick: (event) => event.stopPropagation() }) : "", make("span", { class: "way", "aria-hidden": "true", text: order === "up" ? "↑" : order === "down" ? "↓" : "" }));
    const head = make("th", { scope: "col", class: column.r ? "right" : "", "data-column": column.n, "aria-sort": order === "up" ? "ascending" : order === "down" ? "descending" : "none" }, button);
    return this.explained(head, column.i);
  }

  /** The node, with a text that shows while the pointer or the focus is on it. */
  explained(node, text) {
    if (!text) return node;
    const show = () => {
      this.tip.textContent = text;
      this.tip.hidden = false;
      const { left, bottom } = node.getBoundingClientRect();
      this.tip.style.left = `${Math.max(8, Math.min(left, window.innerWidth - 296))}px`;
      this.tip.style.top = `${bottom + 4}px`;
    };
    const hide = () => (this.tip.hidden = true);
    for (const [event, listener] of Object.entries({ mouseenter: show, focusin: show, mouseleave: hide, focusout: hide })) node.addEventListener(event, listener);
    return node;
  }

  /** The name of a column on a card. */
  label(column) {
    const text = make("span", { class: "quiet", text: column.l });
    return column.i ? make("span", {}, text, this.info(column.i)) : text;
  }

  info(text) {
    return this.explained(make("span", { class: "info quiet", tabindex: 0, role: "note", "aria-label": text, text: "ⓘ" }), text);
  }

  /** The nodes of a cell: its value, and what the value means where that is known. */
  cell(column, row) {
    const value = content(column, row), note = column.e?.[row];
    if (!note) return [value];
    return [make("div", { class: "noted" }, value, this.info(note))];
  }

  row(row, place) {
    const cells = this.columns.map((column) => make(column.n === this.data.head ? "th" : "td", {
      scope: column.n === this.data.head && "row", class: `${column.k} ${column.n === "name" && this.opens ? "name" : ""} ${column.r ? "right" : ""}`, "data-column": column.n,
    }, ...this.cell(column, row)));
    return make("tr", this.opens ? { tabindex: place ? -1 : 0, "data-id": this.data.ids[row] } : {}, ...cells);
  }

  /** Take the least important columns out of the table until the others have room. */
  fit() {
    if (NARROW.matches || !this.columns) return;
    const leave = (name, out) => [...this.table.querySelectorAll(`[data-column="${CSS.escape(name)}"]`)].forEach((cell) => (cell.hidden = out));
    this.columns.forEach((column) => leave(column.n, false));
    const left = new Set(), candidates = this.columns.map((column, place) => ({ column, place })).filter(({ column }) => column.p > 0);
    candidates.sort((one, other) => other.column.p - one.column.p || other.place - one.place);
    while (this.table.offsetWidth > this.scroll.clientWidth && candidates.length) {
      const { column } = candidates.shift();
      leave(column.n, true);
      left.add(column.n);
    }
    [...this.menu.querySelectorAll("label")].forEach((label, place) => (label.title = left.has(this.data.columns[place].n) ? this.data.words.narrow : ""));
    this.menu.classList.toggle("some", left.size > 0);
  }

  open(event) {
    const id = event.target.closest("[data-id]")?.dataset.id;
    if (id !== undefined) this.send("open", id);
  }

  onKey(event) {
    if (!this.opens) return;
    const row = event.target.closest("tr"), rows = [...this.body.children];
    if (event.key === "Enter") return this.open(event);
    const to = { ArrowDown: row.nextSibling, ArrowUp: row.previousSibling, Home: rows[0], End: rows.at(-1) }[event.key];
    if (!to) return;
    event.preventDefault();
    rows.forEach((one) => (one.tabIndex = one === to ? 0 : -1));
    to.focus();
  }
}
