// The lab on the screen: levers on the left, what they do on the right, drawn anew in every frame that a hand moves.

const SVG = "http://www.w3.org/2000/svg";
const TIERS = ["S", "A", "B", "C"];
const KEY_REST_MS = 450;

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

const MEMORY = "kam-lab";

/** Locks and the kept sum outlive a reload of the page; they are this window's alone. */
function remember(levers) {
  try {
    sessionStorage.setItem(MEMORY, JSON.stringify({ sumKept: levers.sumKept, locked: [...levers.locked] }));
  } catch { /* A browser without storage forgets them. */ }
}

function remembered() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(MEMORY) ?? "{}");
    return { sumKept: kept.sumKept === true, locked: Array.isArray(kept.locked) ? kept.locked : [] };
  } catch {
    return { sumKept: false, locked: [] };
  }
}

function padlock() {
  return make("svg:svg", { viewBox: "0 0 16 16", "aria-hidden": "true" },
    make("svg:rect", { x: 3, y: 7, width: 10, height: 7, rx: 1.5, fill: "currentColor" }),
    make("svg:path", { class: "shackle", d: "M5 7V5a3 3 0 0 1 6 0v2", fill: "none", stroke: "currentColor", "stroke-width": 1.6 }));
}

class Lab {
  constructor(root, boards) {
    this.root = root;
    this.boards = boards;
    this.place = root.querySelector(".lab");
  }

  update({ data, setStateValue }) {
    this.send = setStateValue;
    const fresh = this.data?.stamp !== data.stamp || this.data?.board !== data.board || this.data?.language !== data.language;
    this.data = data;
    if (fresh) this.board = null;
    if (this.board) this.truth();
    else this.open();
  }

  leave() {
    this.flush();
    cancelAnimationFrame(this.frame);
    this.frame = null;
  }

  /** Build everything once the accounts are here. */
  open() {
    const board = this.boards.get(this.data.board);
    if (!board) return;
    this.board = board;
    const kept = this.levers;
    this.levers = new Levers(this.data);
    const held = kept ?? remembered();
    this.levers.sumKept = held.sumKept;
    this.levers.locked = new Set([...held.locked].filter((name) => this.levers.names().includes(name)));
    // What was sent before belongs to levers that are gone; the server counts from the beginning, too.
    this.seq = 0;
    this.sent = null;
    this.turn = this.sentTurn = 0;
    this.good = { weights: { ...this.levers.weights }, cut: { ...this.levers.cut } };
    this.format();
    this.build();
    this.draw();
    this.truth();
  }

  format() {
    const { locale, currency } = this.data;
    const compact = { notation: "compact", maximumSignificantDigits: 3 };
    const style = currency ? { style: "currency", currency, currencyDisplay: "symbol" } : {};
    const money = new Intl.NumberFormat(locale, { ...style, ...compact });
    const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    this.money = (value) => money.format((value * this.board.weight) / 10000);
    this.count = (value) => (this.board.weight === 1 ? count.format(value) : `≈ ${count.format(value * this.board.weight)}`);
    this.number = (value) => (Math.round(value * 10) / 10).toFixed(1);
  }

  build() {
    const { words } = this.data;
    this.rows = [];
    this.place.replaceChildren(
      make("div", { class: "levers", role: "group", "aria-label": words.weights }, this.toolbar(), ...this.data.groups.map((group) => this.group(group)), this.cuts()),
      make("div", { class: "answer" }, this.cards(), make("div", { class: "pictures" }, this.distribution(), this.flow(), this.pareto()), this.nearest()),
    );
    // Who goes on to another part of the page has let go.
    this.place.onfocusout = () => this.flush();
  }

  toolbar() {
    const { words } = this.data;
    const box = make("input", { type: "checkbox", id: "keep", onchange: () => {
      this.levers.sumKept = box.checked;
      remember(this.levers);
      this.levers.keepSum();
      this.moved();
      this.release();
    } });
    box.checked = this.levers.sumKept;
    this.sum = make("output", { class: "sum" });
    return make("div", { class: "toolbar" }, make("label", { for: "keep" }, box, " ", words.keep), this.sum);
  }

  group(group) {
    const shape = Object.fromEntries(group.criteria.map((criterion) => [criterion.name, criterion.published || 1]));
    group.shape = shape;
    const names = this.levers.names(group), { words } = this.data;
    const inner = make("div", { class: "criteria", id: `criteria-${group.name}`, hidden: "" },
      ...group.criteria.map((criterion) => this.lever({
        label: criterion.label, name: criterion.name, was: criterion.published, names: [criterion.name],
        value: () => this.levers.weights[criterion.name], move: (points) => this.levers.move(criterion.name, points),
      })));
    const open = make("button", { type: "button", class: "quiet fold", "aria-expanded": "false", "aria-controls": `criteria-${group.name}`,
      title: words.criteria, "aria-label": `${group.label}: ${words.criteria}`, text: "▸", onclick: () => {
        inner.hidden = !inner.hidden;
        open.setAttribute("aria-expanded", String(!inner.hidden));
        open.textContent = inner.hidden ? "▸" : "▾";
      } });
    const was = group.criteria.reduce((sum, criterion) => sum + criterion.published, 0);
    const lever = this.lever({ label: group.label, name: `group-${group.name}`, was, names, fold: open,
      value: () => this.levers.sum(names), move: (points) => this.levers.moveGroup(group, points) });
    return make("div", { class: "group" }, lever, inner);
  }

  /** One lever: name, slider, number, lock. The mark under the slider is the published weight. */
  lever({ label, name, was, names, value, move, fold = null }) {
    const { words } = this.data;
    const range = make("input", { type: "range", min: 0, max: 100, step: 0.5, "aria-label": label, "data-lever": name, style: `--was:${Math.min(100, was)}%` });
    const typed = make("input", { type: "number", min: 0, max: 100, step: 0.5, "aria-label": `${label}, ${words.points}` });
    const lock = make("button", { type: "button", class: "quiet lock", "aria-pressed": "false", title: words.lock, "aria-label": `${words.lock}: ${label}`, onclick: () => {
      this.levers.lock(names, !names.every((one) => this.levers.locked.has(one)));
      remember(this.levers);
      this.show();
    } }, padlock());
    const moving = (points) => { move(points); this.say(null); this.moved(); };
    range.addEventListener("input", () => moving(Number(range.value)));
    this.releasing(range);
    const back = () => { moving(was); this.release(); };
    range.addEventListener("dblclick", back);
    range.addEventListener("keydown", (event) => event.key === "Delete" && back());
    range.title = words.back;
    typed.addEventListener("change", () => {
      const points = Number(typed.value);
      if (typed.value.trim() !== "" && Number.isFinite(points)) {
        moving(points);
        this.release();
      }
      // Whatever was typed: the field shows the weight that holds.
      typed.value = this.number(value());
    });
    const row = make("div", { class: "lever" }, fold ?? make("span"), make("span", { class: "name", text: label, title: label }), range, typed, lock);
    this.rows.push({ range, typed, lock, names, value });
    return row;
  }

  /** A pointer releases when it lets go; keys when they have rested, so that what they do is seen before. */
  releasing(node) {
    let byKey = false;
    node.addEventListener("keydown", () => (byKey = true));
    node.addEventListener("pointerdown", () => (byKey = false));
    node.addEventListener("change", () => this.release(byKey ? KEY_REST_MS : 0));
  }

  cuts() {
    const { words } = this.data;
    this.kinds = make("div", { class: "kinds", role: "radiogroup", "aria-label": words.cut_by });
    for (const [kind, label] of Object.entries(words.kinds)) {
      this.kinds.append(make("button", { type: "button", role: "radio", "data-kind": kind, text: label, onclick: () => this.cutBy(kind) }));
    }
    this.kinds.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key], buttons = [...this.kinds.children];
      if (!step) return;
      event.preventDefault();
      const next = buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length];
      next.focus();
      this.cutBy(next.dataset.kind);
    });
    this.cutInputs = TIERS.slice(0, 3).map((tier, code) => {
      const input = make("input", { type: "number", step: 0.1, min: 0, max: 100, "data-cut": tier });
      input.addEventListener("change", () => {
        const value = Number(input.value);
        if (input.value.trim() !== "" && Number.isFinite(value)) {
          const cut = byHand(this.levers.cut);
          cut["sab"[code]] = cut.kind === "score" ? value : value / 100;
          if (this.cutTo(cut)) this.release();
        }
        input.value = this.cutText(code);
      });
      return input;
    });
    this.cutLabels = TIERS.slice(0, 3).map((tier) => make("span", { text: tier }));
    const fields = this.cutInputs.map((input, code) => make("label", { class: "cutfield" }, this.cutLabels[code], input));
    this.wrong = make("p", { class: "wrong", role: "alert", hidden: "" });
    return make("div", { class: "cuts" }, make("span", { class: "caption", text: words.cut_by }), this.kinds, make("div", { class: "fields" }, ...fields), this.wrong);
  }

  cutBy(kind) {
    if (this.cutTo({ ...this.data.proposals[kind] })) this.release();
  }

  /** Take a cut that holds; of another one say what is wrong, and leave the levers as they are. */
  cutTo(cut) {
    const wrong = this.whatIsWrong(cut);
    this.say(wrong);
    if (wrong) return false;
    this.levers.cut = cut;
    this.moved();
    return true;
  }

  say(wrong) {
    this.wrong.hidden = !wrong;
    this.wrong.textContent = wrong ?? "";
  }

  cutText(code) {
    const value = this.levers.cut["sab"[code]];
    return this.number(this.levers.cut.kind === "score" ? value : value * 100);
  }

  whatIsWrong(cut) {
    const { words } = this.data, values = [cut.s, cut.a, cut.b];
    if (!values.every((value) => Number.isFinite(value) && value >= 0)) return words.wrong.number;
    if (cut.kind === "score") return cut.s >= cut.a && cut.a >= cut.b && cut.s <= 100 ? null : words.wrong.score;
    if (cut.kind === "pareto") return cut.s > 0 && cut.s <= cut.a && cut.a <= cut.b && cut.b <= 1 ? null : words.wrong.pareto;
    if (cut.s <= 0) return words.wrong.quota_s;
    return cut.s + cut.a + cut.b <= 1 + 1e-12 ? null : words.wrong.quota;
  }

  cards() {
    const { words, colours, inks } = this.data;
    this.tiers = TIERS.map((tier) => {
      const number = make("strong", { "data-tier": tier }), money = make("span", { class: "money" });
      const node = make("div", { class: "card" }, make("span", { class: "badge", style: `background:${colours[tier]};color:${inks[tier]}`, text: tier }),
        make("span", { class: "rank", text: words.tiers[tier] }), number, money);
      return { number, money, node };
    });
    this.status = make("p", { class: "status", role: "status", "aria-live": "polite" });
    return make("div", {}, make("div", { class: "cards" }, ...this.tiers.map((one) => one.node)), this.status);
  }

  distribution() {
    const { words, colours } = this.data;
    const svg = make("svg:svg", { viewBox: "0 0 400 170", class: "distribution", role: "group", "aria-label": words.distribution });
    this.bars = TIERS.map((tier) => make("svg:path", { fill: colours[tier] }));
    svg.append(...this.bars, make("svg:line", { x1: 0, x2: 400, y1: 150, y2: 150, class: "axis" }));
    for (const at of [0, 25, 50, 75, 100]) svg.append(make("svg:text", { x: at * 4, y: 164, class: "tick", "text-anchor": at === 0 ? "start" : at === 100 ? "end" : "middle", text: at }));
    this.handles = TIERS.slice(0, 3).map((tier, code) => this.handle(svg, tier, code));
    this.svg = svg;
    return make("figure", {}, make("figcaption", { text: words.distribution }), svg, make("p", { class: "hint", text: words.drag_cut }));
  }

  handle(svg, tier, code) {
    const { colours, inks, words } = this.data;
    const group = make("svg:g", { class: "handle", role: "slider", tabindex: 0, "aria-label": `${words.cut} ${tier}`, "aria-valuemin": 0, "aria-valuemax": 100, "data-handle": tier });
    group.append(make("svg:line", { y1: 6, y2: 150, stroke: colours[tier], "stroke-width": 2 }), make("svg:rect", { x: -12, y: 0, width: 24, height: 150, fill: "transparent" }),
      make("svg:rect", { x: -9, y: 2 + code * 17, width: 18, height: 15, rx: 3, fill: colours[tier] }), make("svg:text", { x: 0, y: 13 + code * 17, "text-anchor": "middle", class: "grip", fill: inks[tier], text: tier }));
    const scoreAt = (event) => {
      const box = svg.getBoundingClientRect();
      return Math.min(100, Math.max(0, ((event.clientX - box.left) / box.width) * 100));
    };
    const to = (score) => {
      const cut = cutAt(this.board, this.levers.cut, code, score);
      if (cut) this.cutTo(cut);
    };
    group.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      group.focus();
      group.setPointerCapture(event.pointerId);
      this.dragging = code;
    });
    group.addEventListener("pointermove", (event) => this.dragging === code && to(scoreAt(event)));
    for (const end of ["pointerup", "pointercancel"]) {
      group.addEventListener(end, () => {
        if (this.dragging !== code) return;
        this.dragging = null;
        this.release();
      });
    }
    group.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
      if (!step) return;
      event.preventDefault();
      const { cut } = this.levers;
      if (cut.kind === "score") to(cut["sab"[code]] + step * 0.5);
      else if (cut.kind === "quota") {
        const end = [cut.s, cut.s + cut.a, cut.s + cut.a + cut.b][code];
        this.cutTo(quotaTo(cut, code, end - step / Math.max(1, this.board.buyers), this.board.buyers));
      }
      this.release(KEY_REST_MS);
    });
    svg.append(group);
    return group;
  }

  flow() {
    const { words } = this.data;
    const table = make("table", { class: "flow" });
    table.append(make("thead", {}, make("tr", {}, make("th", { text: words.flow_corner, scope: "col" }), ...TIERS.map((tier) => make("th", { text: tier, scope: "col" })))));
    const body = make("tbody");
    this.cells = TIERS.map((tier) => {
      const cells = TIERS.map(() => make("td"));
      body.append(make("tr", {}, make("th", { text: tier, scope: "row" }), ...cells));
      return cells;
    });
    table.append(body);
    return make("figure", {}, make("figcaption", { text: words.flow }), table);
  }

  pareto() {
    const { words } = this.data;
    const svg = make("svg:svg", { viewBox: "0 0 300 170", class: "pareto", role: "img", "aria-label": words.pareto });
    svg.append(make("svg:line", { x1: 30, x2: 300, y1: 150, y2: 150, class: "axis" }), make("svg:line", { x1: 30, x2: 300, y1: 34, y2: 34, class: "eighty" }),
      make("svg:text", { x: 26, y: 38, class: "tick", "text-anchor": "end", text: "80%" }), make("svg:text", { x: 30, y: 164, class: "tick", text: "0" }),
      make("svg:text", { x: 300, y: 164, class: "tick", "text-anchor": "end", text: "100%" }));
    svg.append(make("svg:path", { d: this.path(this.board.curve), class: "was" }));
    this.line = make("svg:path", { class: "now" });
    svg.append(this.line);
    return make("figure", {}, make("figcaption", { text: words.pareto }), svg, make("p", { class: "hint", text: words.pareto_hint }));
  }

  path(points) {
    return points.map(([x, y], place) => `${place ? "L" : "M"}${(30 + 270 * x).toFixed(1)} ${(150 - 145 * y).toFixed(1)}`).join("");
  }

  nearest() {
    const { words } = this.data;
    this.list = make("ol", { class: "near" });
    this.items = Array.from({ length: SHOWN_MOVERS }, () => {
      const parts = [make("span", { class: "move" }), make("span", { class: "who" }), make("span", { class: "points" }), make("span", { class: "money" })];
      const item = make("li", { hidden: "" }, ...parts);
      this.list.append(item);
      return { item, parts };
    });
    this.near = make("details", { class: "nearest", open: "" }, make("summary", { text: words.nearest }), this.list);
    return this.near;
  }

  moved() {
    this.turn += 1;
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  state() {
    const { levers, data, board } = this;
    return { weights: board.criteria.map((name) => levers.weights[name] ?? 0), cut: levers.cut, missing: data.missing, hysteresis: data.hysteresis, capacity: data.capacity };
  }

  /** Whether no criterion with data has a weight, so that nothing decides. */
  nothing() {
    return this.levers.sum(this.board.criteria) <= 0;
  }

  draw() {
    const begun = performance.now();
    if (this.nothing()) {
      this.say(this.data.words.wrong.zero);
      this.show();
      return;
    }
    this.good = { weights: { ...this.levers.weights }, cut: { ...this.levers.cut } };
    this.found = survey(this.board, this.state());
    this.computed = performance.now() - begun;
    this.show();
    this.paint();
    (window.__kamFrames ??= []).push([begun, this.computed, performance.now() - begun]);
    if (window.__kamFrames.length > 2000) window.__kamFrames.splice(0, 1000);
  }

  /** The levers as they stand. */
  show() {
    const active = this.root.activeElement ?? document.activeElement;
    for (const { range, typed, lock, names, value } of this.rows) {
      const points = value(), locked = names.every((name) => this.levers.locked.has(name));
      if (range !== active || Number(range.value) !== points) range.value = points;
      range.setAttribute("aria-valuetext", this.number(points));
      if (typed !== active) typed.value = this.number(points);
      range.disabled = typed.disabled = locked;
      lock.setAttribute("aria-pressed", String(locked));
    }
    const { cut } = this.levers, { words } = this.data;
    this.sum.textContent = words.sum.replace("{sum}", this.number(this.levers.sum()));
    for (const button of this.kinds.children) {
      const on = button.dataset.kind === (cut.kind === "score" && cut.proposed === "natural" ? "natural" : cut.kind);
      button.setAttribute("aria-checked", String(on));
      button.tabIndex = on ? 0 : -1;
    }
    this.cutInputs.forEach((input, code) => {
      if (input !== active) input.value = this.cutText(code);
      this.cutLabels[code].textContent = words.cut_labels[cut.kind].replace("{tier}", TIERS[code]);
    });
  }

  paint() {
    const { found, data, board } = this, { words } = data;
    this.tiers.forEach(({ number, money }, code) => {
      number.textContent = `${data.before.counts[code]} → ${this.count(found.counts[code])}`;
      money.textContent = `${this.moneyOf(data.before.money[code])} → ${this.money(found.money[code])}`;
    });
    const all = board.weight === 1 ? words.on_all : words.on_sample;
    this.status.textContent = (found.moved ? words.moved : words.nobody).replace("{moved}", this.count(found.moved)).replace("{up}", this.count(found.up)).replace("{down}", this.count(found.down)) + " " + all;
    this.paintClasses(found);
    found.flow.forEach((count, place) => {
      const cell = this.cells[place >> 2][place & 3], from = place >> 2, to = place & 3;
      cell.textContent = count ? this.count(count) : "·";
      cell.className = from === to ? "same" : !count ? "" : to < from ? "up" : "down";
    });
    this.line.setAttribute("d", this.path(found.curve));
    this.items.forEach(({ item, parts }, place) => {
      const mover = found.near[place];
      item.hidden = !mover;
      if (!mover) return;
      parts[0].textContent = `${mover.now < mover.was ? "▲" : "▼"} ${TIERS[mover.was]} → ${TIERS[mover.now]}`;
      parts[1].textContent = board.names[mover.i] ?? `${words.account} ${mover.i + 1}`;
      parts[2].textContent = words.points_of.replace("{points}", this.number(Math.max(0, mover.score)));
      parts[3].textContent = this.moneyOf(mover.revenue);
    });
    this.near.hidden = !found.near.length;
    this.place.setAttribute("data-counts", found.counts.join(" "));
  }

  moneyOf(value) {
    return this.money(value / this.board.weight);
  }

  paintClasses({ classes, edges }) {
    let most = 1;
    for (let at = 0; at < CLASSES; at++) {
      let sum = 0;
      for (let code = 0; code < 4; code++) sum += classes[code * CLASSES + at];
      most = Math.max(most, sum);
    }
    const width = 400 / CLASSES, base = new Float64Array(CLASSES);
    for (let code = 3; code >= 0; code--) {
      let d = "";
      for (let at = 0; at < CLASSES; at++) {
        const height = (classes[code * CLASSES + at] / most) * 105;
        if (!height) continue;
        const bottom = 150 - base[at];
        d += `M${(at * width + 0.5).toFixed(1)} ${bottom.toFixed(1)}h${width - 1}v${(-height).toFixed(1)}h${-(width - 1)}z`;
        base[at] += height;
      }
      this.bars[code].setAttribute("d", d);
    }
    const { cut } = this.levers;
    this.handles.forEach((handle, code) => {
      const at = cut.kind === "score" ? cut["sab"[code]] : edges[code];
      const hidden = cut.kind === "pareto" || !Number.isFinite(at);
      handle.style.display = hidden ? "none" : "";
      if (hidden) return;
      handle.setAttribute("transform", `translate(${(at * 4).toFixed(1)} 0)`);
      handle.setAttribute("aria-valuenow", this.number(at));
      handle.setAttribute("aria-valuetext", this.number(at));
    });
  }

  /** Hand the levers to the server, which computes the truth in full, at once or when the keys have rested. */
  release(wait = 0) {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.hand(), wait);
  }

  /** What still waits goes now. */
  flush() {
    if (!this.rest) return;
    clearTimeout(this.rest);
    this.hand();
  }

  hand() {
    this.rest = null;
    if (this.nothing()) {
      // The last good state stays: on the levers, on the pictures and on the server.
      this.levers.set(this.good.weights, this.good.cut);
      this.show();
    }
    this.seq += 1;
    this.sent = this.seq;
    this.sentTurn = this.turn;
    this.place.setAttribute("data-state", "sent");
    this.send("levers", { stamp: this.data.stamp, seq: this.seq, weights: { ...this.levers.weights }, cut: this.levers.cut });
  }

  /** What the server found stands over what was computed here. */
  truth() {
    const { truth, stamp } = this.data;
    if (!truth || truth.stamp !== stamp || truth.seq !== (this.sent ?? truth.seq) || !this.found) return;
    // A hand that is moving again is ahead of this answer.
    if (this.turn !== this.sentTurn) return;
    const agree = this.board.weight === 1 && truth.counts.every((count, code) => count === this.found.counts[code]);
    this.place.setAttribute("data-state", "exact");
    this.place.setAttribute("data-agrees", String(agree));
    this.tiers.forEach(({ number, money }, code) => {
      number.textContent = `${this.data.before.counts[code]} → ${truth.counts[code]}`;
      money.textContent = `${this.moneyOf(this.data.before.money[code])} → ${this.moneyOf(truth.money[code])}`;
    });
    if (!agree) this.status.textContent = this.data.words.exact;
  }
}
