// Order, text to find, and columns to show, as the reader chose them.

const SAVE_MS = 300;

class Choices {
  constructor(data, save) {
    this.order = data.order;
    this.hidden = new Set(data.hidden);
    this.query = "";
    this.save = save;
  }

  /** The columns to show, with their places among all columns. */
  columns(data) {
    return data.columns.filter((column) => column.n === "name" || !this.hidden.has(column.n));
  }

  toggle(name, shown) {
    this.hidden[shown ? "delete" : "add"](name);
    this.changed = true;
    this.#saveSoon();
  }

  /** First the more useful direction (large numbers, A to Z), then the other one, then as listed. */
  sortBy(column) {
    const [first, second] = column.k === "text" || column.k === "marks" ? ["up", "down"] : ["down", "up"];
    const now = this.order?.[0] === column.n ? this.order[1] : null;
    this.order = now === null ? [column.n, first] : now === first ? [column.n, second] : null;
    this.#saveSoon();
  }

  setOrder(order) {
    this.order = order;
    this.#saveSoon();
  }

  #saveSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save({ hidden: this.changed ? [...this.hidden] : null, order: this.order }), SAVE_MS);
  }

  /** Places of the rows that match the text, in the chosen order. */
  rows(data) {
    const rows = data.ids.map((_, row) => row).filter((row) => matches(data, row, this.query));
    const column = data.columns.find((one) => one.n === this.order?.[0]);
    if (!column) return rows;
    const sign = this.order[1] === "up" ? 1 : -1, collator = new Intl.Collator(data.language, { numeric: true });
    // A tier's place is counted from the top: S is the greatest.
    const value = column.s ? (row) => (column.s[row] === null ? null : column.k === "tier" ? -column.s[row] : column.s[row]) : (row) => column.t[row] || null;
    const compare = column.s ? (one, other) => one - other : collator.compare;
    return rows.sort((one, other) => {
      const left = value(one), right = value(other);
      // What is not known comes last in either direction.
      if (left === null || right === null) return (left === null) - (right === null) || one - other;
      return sign * compare(left, right) || one - other;
    });
  }
}

/** Whether every word of the query is in one of the texts of the row, or in its id. */
function matches(data, row, query) {
  if (!query) return true;
  data.texts ??= data.ids.map((id, place) => fold([id, ...data.columns.filter((one) => one.t && ["text", "marks"].includes(one.k)).map((one) => one.t[place])].join("\n")));
  return fold(query).split(/\s+/).every((word) => data.texts[row].includes(word));
}

function fold(text) {
  return text.normalize("NFKC").toLowerCase();
}
