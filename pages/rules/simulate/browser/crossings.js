// Crossing chart: accounts and revenue that fall below each line between two tiers, and those that rise above it.

class Crossings extends Part {
  build() {
    const { words } = this.data;
    this.rows = TIERS.slice(0, LINES).map((above, line) => {
      const falling = this.side("falling"), rising = this.side("rising");
      const marks = make("span", { class: "marks" }, badge(above, this.data), make("span", { class: "line" }), badge(TIERS[line + 1], this.data));
      const node = make("div", { class: "crossing", "data-line": `${above}${TIERS[line + 1]}` }, falling.node, marks, rising.node);
      return { falling, rising, node };
    });
    return make("div", { class: "crossings" },
      make("div", { class: "crossing head" }, make("span", { class: "falling", text: words.falls }), make("span"), make("span", { class: "rising", text: words.rises })),
      ...this.rows.map((row) => row.node));
  }

  side(name) {
    const text = make("span", { class: "amount" }), bar = make("span", { class: "bar" });
    const node = make("div", { class: name }, ...(name === "falling" ? [text, bar] : [bar, text]));
    return { text, bar, node };
  }

  /** Draw the crossings of one state of the levers. */
  draw({ lines }) {
    const most = Math.max(1, ...lines.flatMap((line) => [line.fallingMoney, line.risingMoney]));
    this.rows.forEach(({ falling, rising }, at) => {
      const line = lines[at];
      this.drawSide(falling, line.falling, line.fallingMoney, most);
      this.drawSide(rising, line.rising, line.risingMoney, most);
    });
  }

  drawSide({ text, bar, node }, count, money, most) {
    const { words } = this.data, accounts = this.numbers.counted(count);
    bar.hidden = !count;
    bar.style.setProperty("--share", Math.max(0, money / most).toFixed(4));
    text.textContent = count ? this.pluralSentence(words.crossing, "count", { count: accounts, money: this.numbers.sum(money) }) : words.none;
    node.classList.toggle("most", count > 0 && money === most);
  }
}
