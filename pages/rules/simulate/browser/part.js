// Base class of panel and charts, and number formats of the reader.

const TIERS = ["S", "A", "B", "C"];

/** Number formats of the reader; in a sample each account represents several. */
class Numbers {
  constructor({ locale, currency, compact_powers, decimal_mark }, board) {
    const style = currency ? { style: "currency", currency, currencyDisplay: "narrowSymbol" } : {};
    const compact = { ...style, notation: "compact", minimumFractionDigits: 0, useGrouping: "always" };
    this.amounts = [0, 1, 2].map((digits) => new Intl.NumberFormat(locale, { ...compact, maximumFractionDigits: digits }));
    // Grouped as on the server, also in languages that leave four digits together.
    const whole = { minimumFractionDigits: 0, maximumFractionDigits: 0, useGrouping: "always" };
    this.small = new Intl.NumberFormat(locale, { ...style, ...whole });
    this.steps = compact_powers.map((power) => 10 ** power);
    this.wholes = new Intl.NumberFormat(locale, whole);
    this.decimalMark = decimal_mark;
    this.rules = new Intl.PluralRules(locale);
    this.weight = board.weight;
  }

  /** Points for input fields and assistive technology, with a decimal point. */
  tenths(value) {
    return (Math.round(value * 10) / 10).toFixed(1);
  }

  /** The same without a decimal where there is none. */
  short(value) {
    return this.tenths(value).replace(".0", "");
  }

  points(value) {
    return this.tenths(value).replace(".", this.decimalMark).replace("-", "\u2212");
  }

  /** The form of a sentence that goes with a number: the server sends one for each category of the language. */
  form(forms, { number }) {
    return forms[this.rules.select(number)] ?? forms.other;
  }

  /** Points for a sentence, with the number for plural forms. */
  pointed(value) {
    return { shown: this.points(value), number: Math.round(value * 10) / 10 };
  }

  /** A count on the board as a count of all accounts. */
  count(value) {
    return this.weight === 1 ? this.wholes.format(value) : `≈ ${this.wholes.format(value * this.weight)}`;
  }

  /** The same for a sentence, with the number for plural forms. */
  counted(value) {
    return { shown: this.count(value), number: Math.round(value * this.weight) };
  }

  /** A count by the server, of all accounts. */
  exact(value) {
    return this.wholes.format(value);
  }

  /** Ten-thousandths of the currency with three significant digits, as on the other pages. */
  money(value) {
    const amount = value / 10000, unit = this.steps.find((step) => Math.abs(amount) >= step);
    const lead = Math.abs(amount) / (unit ?? 1);
    const style = unit ? this.amounts[lead >= 100 ? 0 : lead >= 10 ? 1 : 2] : this.small;
    return style.format(amount).replace("-", "\u2212");
  }

  /** A sum on the board as a sum of all accounts. */
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

  /** A sentence of the catalogue with its values. */
  sentence(text, values) {
    return filled(text, values);
  }

  /** The same for a sentence in forms; `decider` is the name of the value that chooses. */
  pluralSentence(forms, decider, values) {
    return filled(this.numbers.form(forms, values[decider]), values);
  }
}
