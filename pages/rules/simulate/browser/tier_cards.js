// Tier strip: accounts and revenue of each tier, before and under the levers.

class TierCards extends Part {
  build() {
    const { words } = this.data;
    this.tiers = TIERS.map((tier) => {
      const number = make("strong", { "data-tier": tier }), unit = make("span", { class: "unit", text: words.accounts });
      const money = make("span", { class: "money" }), change = make("span", { class: "change" });
      const node = make("div", { class: "card" }, badge(tier, this.data), make("span", { class: "rank", text: words.tiers[tier] }),
        make("span", { class: "count" }, number, " ", unit), money, change);
      return { number, money, change, node };
    });
    return make("div", { class: "cards" }, ...this.tiers.map((one) => one.node));
  }

  /** Show the counts of one state of the levers. */
  draw({ counts, money }) {
    const { numbers } = this;
    this.show(counts, money, (count) => numbers.count(count), (sum) => numbers.sum(sum), numbers.weight);
  }

  /** Show the counts of the server in place of those of a sample or of rounded points. */
  showExact({ counts, money }) {
    const { numbers } = this;
    this.show(counts, money, (count) => numbers.exact(count), (sum) => numbers.money(sum), 1);
  }

  show(counts, money, countText, moneyText, weight) {
    const { before } = this.data, { numbers } = this;
    this.tiers.forEach((one, code) => {
      const change = money[code] * weight - before.money[code];
      one.number.textContent = fromTo(numbers.exact(before.counts[code]), countText(counts[code]));
      one.money.textContent = fromTo(numbers.money(before.money[code]), moneyText(money[code]));
      one.change.textContent = change ? `${change > 0 ? "+" : ""}${numbers.money(change)}` : this.data.words.unchanged;
    });
  }
}

/** One text where nothing changes, else both. */
function fromTo(before, after) {
  return before === after ? after : `${before} → ${after}`;
}
