// What the parts of the lab have in common: the lab that they belong to, and how its numbers are written.

const TIERS = ["S", "A", "B", "C"];

/** Numbers as the reader writes them; of a sample each account stands for several. */
class Numbers {
  constructor({ locale, currency, compact_powers, decimal_mark, plural }, board) {
    const style = currency ? { style: "currency", currency, currencyDisplay: "symbol" } : {};
    const compact = { ...style, notation: "compact", minimumFractionDigits: 0 };
    this.amounts = [0, 1, 2].map((digits) => new Intl.NumberFormat(locale, { ...compact, maximumFractionDigits: digits }));
    // Grouped as the server groups, also where a language leaves four digits together.
    const whole = { minimumFractionDigits: 0, maximumFractionDigits: 0, useGrouping: "always" };
    this.small = new Intl.NumberFormat(locale, { ...style, ...whole });
    this.steps = compact_powers.map((power) => 10 ** power);
    this.wholes = new Intl.NumberFormat(locale, whole);
    this.decimalMark = decimal_mark;
    this.rule = new PluralRule(locale, plural);
    this.weight = board.weight;
  }

  /** Points for a field of the form and for assistive technology, which take a point before decimals. */
  tenths(value) {
    return (Math.round(value * 10) / 10).toFixed(1);
  }

  points(value) {
    return this.tenths(value).replace(".", this.decimalMark);
  }

  /** Points for a sentence, with the number that its words go by. */
  pointed(value) {
    return { shown: this.points(value), number: Math.round(value * 10) / 10 };
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

  /** A sentence of the catalogue with its values, in the forms of the reader's language. */
  sentence(text, values) {
    return filled(text, values, this.numbers.rule);
  }
}
