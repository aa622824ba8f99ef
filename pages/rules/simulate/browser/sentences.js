// Placeholders and plural forms in sentences of the catalogue, as on the server (kam_core/vocabulary/plurals.py).

/** Plural rule of a language; one form for each category, in the order of CLDR. */
class PluralRule {
  constructor(locale, categories) {
    this.rules = new Intl.PluralRules(locale);
    this.categories = categories;
  }

  /** The form that goes with a number; undefined where there is not one for each category. */
  form(forms, number) {
    if (forms.length !== this.categories.length) return undefined;
    return forms[this.categories.indexOf(this.rules.select(number))] ?? forms.at(-1);
  }
}

const ENGLISH = new PluralRule("en", ["one", "other"]);

/**
 * The text with its places filled. A value is a text, or a number with how it is shown; where words depend on it, its
 * place is there again with their forms: "{count} {count:row is|rows are} new." Two forms in a language that has
 * another number of them are English: a text that is not translated yet.
 */
function filled(text, values, rule = ENGLISH) {
  return text.replace(/\{([^{}:]*)(?::([^{}]*))?\}/g, (place, name, wanted) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nothing fills ${place}`);
    if (wanted === undefined) return value.shown ?? value;
    const forms = wanted.split("|");
    if (forms.length < 2 || !forms.every((form) => form.trim())) throw new Error(`${place} has no form for each of its numbers`);
    if (!Number.isFinite(value.number)) throw new Error(`no number goes with ${place}`);
    const form = rule.form(forms, value.number) ?? ENGLISH.form(forms, value.number);
    if (form === undefined) throw new Error(`${place} has not one form for each of ${rule.categories}`);
    return form;
  });
}
