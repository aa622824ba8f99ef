// Cards in place of the table, on narrow screens: badge, name and amount; reason; date and owner.

function card(data, row, open) {
  const empty = (column) => !column || ((column.t?.[row] ?? "") === "" && !column.v);
  const part = (role) => {
    const column = data.columns.find((one) => one.c === role);
    return empty(column) ? "" : make("span", { class: `at-${role}` }, content(column, row));
  };
  const lines = data.columns.filter((one) => one.c === "line" && !empty(one)).map((one) => make("div", { class: "line" }, make("span", { text: one.l }), content(one, row)));
  return make("li", { tabindex: 0, role: "link", "data-id": data.ids[row], onclick: open, onkeydown: (event) => event.key === "Enter" && open(event) },
    make("div", {}, part("badge"), part("name"), part("amount")), make("div", {}, part("reason")), ...lines, make("div", { class: "foot" }, part("date"), part("owner")));
}

/** A card of a row that is no account: the value of the first column, then each other head and value. */
function listCard(data, row, cell, label) {
  const [head, ...others] = data.columns;
  const lines = others.map((column) => make("div", { class: "line" }, label(column), make("span", { class: "value" }, ...cell(column))));
  return make("li", {}, make("div", { class: "title" }, ...cell(head)), ...lines);
}

/** A choice of the order, since cards have no heads. */
function orderChoice(data, choices, redraw) {
  const options = [["", data.words.as_given], ...data.columns.filter((one) => one.k !== "history" && !one.f).flatMap((one) => [[`${one.n} down`, `${one.l} ↓`], [`${one.n} up`, `${one.l} ↑`]])];
  const select = make("select", { class: "order", "aria-label": data.words.order, onchange: () => {
    choices.setOrder(select.value ? select.value.split(" ") : null);
    redraw();
  } }, ...options.map(([value, text]) => make("option", { value, text })));
  select.value = choices.order?.join(" ") ?? "";
  return select;
}
