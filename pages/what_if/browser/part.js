// What the parts of the lab have in common: the lab that they belong to, and how its numbers are written.

const TIERS = ["S", "A", "B", "C"];

/** Numbers as the reader writes them; of a sample each account stands for several. */
class Numbers {
  constructor({ locale, currency }, board) {
    const style = currency ? { style: "currency", currency, currencyDisplay: "symbol" } : {};
    const compact = { ...style, notation: "compact", minimumFractionDigits: 0 };
    this.amounts = [0, 1, 2].map((digits) => new Intl.NumberFormat(locale, { ...compact, maximumFractionDigits: digits }));
    this.small = new Intl.NumberFormat(locale, { ...style, minimumFractionDigits: 0, maximumFractionDigits: 0 });
    this.steps = locale.startsWith("zh") ? [1e12, 1e8, 1e4] : [1e12, 1e9, 1e6, 1e3];
    this.wholes = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    this.weight = board.weight;
  }

  points(value) {
    return (Math.round(value * 10) / 10).toFixed(1);
  }

  /** Points for a sentence, with the number that its words go by. */
  pointed(value) {
    const shown = this.points(value);
    return { shown, number: Number(shown) };
  }

  /** Accounts counted on the board, as accounts in all. */
  count(value) {
    return this.weight === 1 ? this.wholes.format(value) : `≈ ${this.wholes.format(value * this.weight)}`;
  }

  /** The same for a sentence, with the number that its words go by. */
  counted(value) {
    return { shown: this.count(value), number: Math.round(value * this.weight) };
  }

  /** Accounts counted by the server: all of them. */
  exact(value) {
    return this.wholes.format(value);
  }

  /** Ten-thousandths of the currency as they are, to three figures that count, as on the other pages. */
  money(value) {
    const amount = value / 10000, unit = this.steps.find((step) => Math.abs(amount) >= step);
    if (!unit) return this.small.format(amount);
    const lead = Math.abs(amount) / unit;
    return this.amounts[lead >= 100 ? 0 : lead >= 10 ? 1 : 2].format(amount);
  }

  /** Money summed on the board, as money in all. */
  sum(value) {
    return this.money(value * this.weight);
  }
}

class Part {
  constructor(lab) {
    this.lab = lab;
  }

  get data() {
    return this.lab.data;
  }

  get board() {
    return this.lab.board;
  }

  get levers() {
    return this.lab.levers;
  }

  get numbers() {
    return this.lab.numbers;
  }
}
