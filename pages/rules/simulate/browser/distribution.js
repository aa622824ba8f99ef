// Score distribution: a histogram coloured by tier, with a line for each cut that can be dragged.

class Distribution extends Part {
  build() {
    const { words, colours } = this.data;
    const svg = make("svg:svg", { viewBox: "0 0 800 222", class: "distribution", role: "group", "aria-label": words.distribution });
    this.bars = TIERS.map((tier) => make("svg:path", { style: `fill:${colours[tier]}` }));
    svg.append(...this.bars, make("svg:line", { x1: 0, x2: 800, y1: 200, y2: 200, class: "axis" }));
    for (const at of [0, 25, 50, 75, 100]) svg.append(make("svg:text", { x: at * 8, y: 216, class: "tick", "text-anchor": at === 0 ? "start" : at === 100 ? "end" : "middle", text: at }));
    this.handles = TIERS.slice(0, 3).map((tier, code) => this.handle(svg, tier, code));
    this.svg = svg;
    return make("div", { class: "scores" }, svg, make("p", { class: "hint", text: words.drag_cut }));
  }

  handle(svg, tier, code) {
    const { colours, inks, words } = this.data;
    const group = make("svg:g", { class: "handle", role: "slider", tabindex: 0, "aria-label": `${words.cut} ${tier}`, "aria-valuemin": 0, "aria-valuemax": 100, "data-handle": tier });
    group.append(make("svg:line", { y1: 6, y2: 200, style: `stroke:${colours[tier]};stroke-width:2` }), make("svg:rect", { x: -12, y: 0, width: 24, height: 200, fill: "transparent" }),
      make("svg:rect", { x: -9, y: 2 + code * 17, width: 18, height: 15, rx: 3, style: `fill:${colours[tier]}` }), make("svg:text", { x: 0, y: 13 + code * 17, "text-anchor": "middle", class: "grip", style: `fill:${inks[tier]}`, text: tier }));
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

  /** Draw the scores of one state of the levers. */
  draw({ classes, edges }) {
    let most = 1;
    for (let at = 0; at < CLASSES; at++) {
      let sum = 0;
      for (let code = 0; code < 4; code++) sum += classes[code * CLASSES + at];
      most = Math.max(most, sum);
    }
    const width = 800 / CLASSES, base = new Float64Array(CLASSES);
    for (let code = 3; code >= 0; code--) {
      let d = "";
      for (let at = 0; at < CLASSES; at++) {
        const height = (classes[code * CLASSES + at] / most) * 140;
        if (!height) continue;
        const bottom = 200 - base[at];
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
      handle.setAttribute("transform", `translate(${(at * 8).toFixed(1)} 0)`);
      handle.setAttribute("aria-valuenow", this.numbers.tenths(at));
      handle.setAttribute("aria-valuetext", this.numbers.points(at));
    });
  }
}
