// Charts: tier counts, score distribution with cuts, flow between tiers, Pareto curve, nearest movers.

class Charts extends Part {
  build() {
    return make("div", { class: "answer" }, this.cards(),
      make("div", { class: "pictures" }, this.distribution(), this.flow(), this.pareto()), this.nearest());
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
      const cut = cutAtScore(this.board, this.levers.cut, code, score);
      if (cut) this.lab.panel.cutTo(cut);
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
        this.lab.release();
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
        this.lab.panel.cutTo(quotaWithShare(cut, code, end - step / Math.max(1, this.board.buyers), this.board.buyers));
      }
      this.lab.release(KEY_REST_MS);
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
    return points.map(([x, y], index) => `${index ? "L" : "M"}${(30 + 270 * x).toFixed(1)} ${(150 - 145 * y).toFixed(1)}`).join("");
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

  /** Draw the result of one state of the levers. */
  draw(result) {
    const { data, board } = this, { words } = data;
    this.tiers.forEach(({ number, money }, code) => {
      number.textContent = `${this.numbers.exact(data.before.counts[code])} → ${this.numbers.count(result.counts[code])}`;
      money.textContent = `${this.numbers.money(data.before.money[code])} → ${this.numbers.sum(result.money[code])}`;
    });
    const all = board.weight === 1 ? words.on_all : words.on_sample;
    const first = result.moved ? this.pluralSentence(words.moved, "moved", { moved: this.numbers.counted(result.moved), up: this.numbers.counted(result.up), down: this.numbers.counted(result.down) }) : words.nobody;
    this.status.textContent = this.sentence(words.both, { first, then: all });
    this.drawClasses(result);
    result.flow.forEach((count, index) => {
      const cell = this.cells[index >> 2][index & 3], from = index >> 2, to = index & 3;
      cell.textContent = count ? this.numbers.count(count) : "·";
      cell.className = from === to ? "same" : !count ? "" : to < from ? "up" : "down";
    });
    this.line.setAttribute("d", this.path(result.curve));
    this.items.forEach(({ item, parts }, index) => {
      const mover = result.near[index];
      item.hidden = !mover;
      if (!mover) return;
      parts[0].textContent = `${mover.now < mover.was ? "▲" : "▼"} ${TIERS[mover.was]} → ${TIERS[mover.now]}`;
      parts[1].textContent = board.names[mover.i] ?? `${words.account} ${mover.i + 1}`;
      parts[2].textContent = this.pluralSentence(words.points_of, "points", { points: this.numbers.pointed(Math.max(0, mover.score)) });
      parts[3].textContent = this.numbers.money(mover.revenue);
    });
    this.near.hidden = !result.near.length;
  }

  drawClasses({ classes, edges }) {
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
      handle.setAttribute("aria-valuenow", this.numbers.tenths(at));
      handle.setAttribute("aria-valuetext", this.numbers.points(at));
    });
  }

  /** Show the counts of the server in place of those of a sample or of rounded points. */
  showServerCounts({ counts, money }, agree) {
    const { before, words } = this.data;
    this.tiers.forEach(({ number, money: sum }, code) => {
      number.textContent = `${this.numbers.exact(before.counts[code])} → ${this.numbers.exact(counts[code])}`;
      sum.textContent = `${this.numbers.money(before.money[code])} → ${this.numbers.money(money[code])}`;
    });
    if (!agree) this.status.textContent = words.exact;
  }
}
