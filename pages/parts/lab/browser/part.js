// What the parts of the lab have in common: the lab that they belong to, and how its numbers are written.

const TIERS = ["S", "A", "B", "C"];

/** Numbers as the reader writes them; of a sample each account stands for several. */
class Numbers {
  constructor({ locale, currency }, board) {
    const style = currency ? { style: "currency", currency, currencyDisplay: "symbol" } : {};
    this.amounts = new Intl.NumberFormat(locale, { ...style, notation: "compact", maximumSignificantDigits: 3 });
    this.wholes = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    this.weight = board.weight;
  }

  points(value) {
    return (Math.round(value * 10) / 10).toFixed(1);
  }

  /** Accounts counted on the board, as accounts in all. */
  count(value) {
    return this.weight === 1 ? this.wholes.format(value) : `≈ ${this.wholes.format(value * this.weight)}`;
  }

  /** Ten-thousandths of the currency as they are. */
  money(value) {
    return this.amounts.format(value / 10000);
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
