// Panel of levers: weights by group and criterion, locks, the constant sum, and the cut between the tiers.

const KEY_REST_MS = 450;

class Panel extends Part {
  build() {
    const { words, groups } = this.data;
    this.rows = [];
    return make("div", { class: "levers", role: "group", "aria-label": words.weights },
      this.toolbar(), ...groups.map((group) => this.group(group)), this.cuts());
  }

  toolbar() {
    const { words } = this.data;
    const box = make("input", { type: "checkbox", role: "switch", id: "keep", class: "switch", "aria-label": words.keep, title: words.keep, onchange: () => {
      this.levers.wantsSum = this.levers.keepsSum = box.checked;
      saveLocks(this.levers);
      this.levers.balanceSum();
      this.lab.onMove();
      this.lab.release();
    } });
    box.checked = this.levers.keepsSum;
    this.sum = make("output", { class: "sum" });
    const info = words.without_data ? [make("button", { type: "button", class: "quiet info", "aria-label": words.without_data, title: words.without_data, text: "ⓘ", onclick: () => (this.note.hidden = !this.note.hidden) })] : [];
    this.note = make("p", { class: "hint", hidden: "", text: words.without_data });
    return make("div", {}, make("div", { class: "toolbar" }, make("h3", { text: words.weights }), ...info, this.sum, box), this.note);
  }

  group(group) {
    const proportions = Object.fromEntries(group.criteria.map((criterion) => [criterion.name, criterion.published || 1]));
    group.proportions = proportions;
    const names = this.levers.names(group), { words } = this.data;
    const inner = make("div", { class: "criteria", id: `criteria-${group.name}`, hidden: "" },
      ...group.criteria.map((criterion) => this.lever({
        label: criterion.label, formula: criterion.data ? criterion.formula : words.no_data, name: criterion.name, published: criterion.published, names: [criterion.name],
        value: () => this.levers.weights[criterion.name], move: (points) => this.levers.move(criterion.name, points),
      })));
    const open = make("button", { type: "button", class: "quiet fold", "aria-expanded": "false", "aria-controls": `criteria-${group.name}`,
      title: words.criteria, "aria-label": `${group.label}: ${words.criteria}`, text: "▸", onclick: () => {
        inner.hidden = !inner.hidden;
        open.setAttribute("aria-expanded", String(!inner.hidden));
        open.textContent = inner.hidden ? "▸" : "▾";
      } });
    const published = group.criteria.reduce((sum, criterion) => sum + criterion.published, 0);
    const lever = this.lever({ label: group.label, formula: names.some((name) => this.levers.hasData(name)) ? group.label : words.no_data, name: `group-${group.name}`, published, names, fold: open,
      value: () => this.levers.sum(names), move: (points) => this.levers.moveGroup(group, points) });
    return make("div", { class: "group" }, lever, inner);
  }

  /** One lever: name, slider, number, lock. The mark under the slider is the published weight. */
  lever({ label, formula = label, name, published, names, value, move, fold = null }) {
    const { words } = this.data;
    const range = make("input", { type: "range", min: 0, max: 100, step: 0.5, "aria-label": label, "data-lever": name, style: `--was:${Math.min(100, published)}%` });
    const field = make("input", { type: "number", min: 0, max: 100, step: 0.5, "aria-label": `${label}, ${words.points}` });
    const lock = make("button", { type: "button", class: "quiet lock", "aria-pressed": "false", title: words.lock, "aria-label": `${words.lock}: ${label}`, onclick: () => {
      this.levers.lock(names, !names.every((one) => this.levers.locked.has(one)));
      saveLocks(this.levers);
      this.show();
    } }, padlock());
    const moving = (points) => { move(points); this.showError(null); this.lab.charts.showMoves(); this.lab.onMove(); };
    range.addEventListener("input", () => moving(Number(range.value)));
    this.releasing(range);
    const back = () => { moving(published); this.lab.release(); };
    range.addEventListener("dblclick", back);
    range.addEventListener("keydown", (event) => event.key === "Delete" && back());
    range.title = words.back;
    field.addEventListener("change", () => {
      const points = Number(field.value);
      if (field.value.trim() !== "" && Number.isFinite(points)) {
        moving(points);
        this.lab.release();
      }
      // The field always shows the valid weight.
      field.value = this.numbers.short(value());
    });
    const row = make("div", { class: "lever" }, fold ?? make("span"), make("span", { class: "name", text: label, title: formula }), range, field, lock);
    this.rows.push({ row, range, field, lock, names, value, published });
    return row;
  }

  /** Release at the end of a drag; by keys after a pause, so that the effect is seen first. */
  releasing(node) {
    let byKey = false;
    node.addEventListener("keydown", () => (byKey = true));
    node.addEventListener("pointerdown", () => (byKey = false));
    node.addEventListener("change", () => this.lab.release(byKey ? KEY_REST_MS : 0));
  }

  cuts() {
    const { words } = this.data;
    this.kinds = make("div", { class: "kinds", role: "radiogroup", "aria-label": words.cut_by });
    for (const [kind, label] of Object.entries(words.kinds)) {
      this.kinds.append(make("button", { type: "button", role: "radio", "data-kind": kind, text: label, onclick: () => this.cutBy(kind) }));
    }
    this.kinds.addEventListener("keydown", (event) => moveAmongRadios(event, (button) => this.cutBy(button.dataset.kind)));
    this.cutInputs = TIERS.slice(0, 3).map((tier, code) => {
      const input = make("input", { type: "number", step: 0.1, min: 0, max: 100, "data-cut": tier });
      input.addEventListener("change", () => {
        const value = Number(input.value);
        if (input.value.trim() !== "" && Number.isFinite(value)) {
          const cut = withoutProposal(this.levers.cut);
          cut["sab"[code]] = cut.kind === "score" ? value : value / 100;
          if (this.cutTo(cut)) this.lab.release();
        }
        input.value = this.cutText(code);
      });
      return input;
    });
    this.cutUnits = TIERS.slice(0, LINES).map(() => make("span", { class: "unit" }));
    const fields = this.cutInputs.map((input, code) => make("label", { class: "cutfield" }, badge(TIERS[code], this.data), input, this.cutUnits[code]));
    this.cutNote = make("span", { class: "note" });
    this.error = make("p", { class: "wrong", role: "alert", hidden: "" });
    return make("div", { class: "cuts" }, make("div", { class: "title" }, make("h3", { text: words.cut_title }), this.cutNote), this.kinds, make("div", { class: "fields" }, ...fields), this.error);
  }

  cutBy(kind) {
    if (!this.cutTo({ ...this.data.proposals[kind] })) return;
    this.lab.charts.showMoves();
    this.lab.release();
  }

  /** Set a valid cut; of an invalid one show the error and leave the levers unchanged. */
  cutTo(cut) {
    const error = this.errorOf(cut);
    this.showError(error);
    if (error) return false;
    this.levers.cut = cut;
    this.lab.onMove();
    return true;
  }

  showError(error) {
    this.error.hidden = !error;
    this.error.textContent = error ?? "";
  }

  cutText(code) {
    const value = this.levers.cut["sab"[code]];
    return this.numbers.short(this.levers.cut.kind === "score" ? value : value * 100);
  }

  errorOf(cut) {
    const { words } = this.data, values = [cut.s, cut.a, cut.b];
    if (!values.every((value) => Number.isFinite(value) && value >= 0)) return words.errors.number;
    if (cut.kind === "score") return cut.s >= cut.a && cut.a >= cut.b && cut.s <= 100 ? null : words.errors.score;
    if (cut.kind === "pareto") return cut.s > 0 && cut.s <= cut.a && cut.a <= cut.b && cut.b <= 1 ? null : words.errors.pareto;
    if (cut.s <= 0) return words.errors.quota_s;
    return cut.s + cut.a + cut.b <= 1 + 1e-12 ? null : words.errors.quota;
  }

  /** Show the state of the levers. */
  show() {
    const active = this.lab.root.activeElement ?? document.activeElement;
    for (const { row, range, field, lock, names, value, published } of this.rows) {
      const points = value(), locked = names.every((name) => this.levers.locked.has(name));
      const idle = !names.some((name) => this.levers.hasData(name));
      row.classList.toggle("changed", Math.abs(points - published) > 0.005);
      row.classList.toggle("idle", idle);
      if (range !== active || Number(range.value) !== points) range.value = points;
      range.setAttribute("aria-valuetext", this.numbers.points(points));
      if (field !== active) field.value = this.numbers.short(points);
      range.disabled = field.disabled = locked || idle;
      lock.disabled = idle;
      lock.setAttribute("aria-pressed", String(locked));
    }
    const { cut } = this.levers, { words } = this.data;
    const sum = this.levers.sum();
    this.sum.textContent = this.sentence(this.levers.keepsSum ? words.sum_kept : words.sum, { sum: { shown: this.numbers.short(sum), number: sum } });
    for (const button of this.kinds.children) {
      const on = button.dataset.kind === (cut.kind === "score" && cut.proposed === "natural" ? "natural" : cut.kind);
      button.setAttribute("aria-checked", String(on));
      button.tabIndex = on ? 0 : -1;
    }
    this.cutInputs.forEach((input, code) => {
      if (input !== active) input.value = this.cutText(code);
      input.setAttribute("aria-label", this.sentence(words.cut_labels[cut.kind], { tier: TIERS[code] }));
      this.cutUnits[code].textContent = cut.kind === "score" ? "" : "%";
    });
    this.cutNote.textContent = words.cut_notes[cut.kind];
  }
}
