// Sentences of the catalogue, filled in the browser as the server fills them (kam_core/vocabulary/plurals.py).

/**
 * The text with its places filled. A value is a text, or a number with how it is shown; where words depend on it, its
 * place is there again with both forms: "{count} {count:row is|rows are} new." The first form is for 1.
 */
function filled(text, values) {
  return text.replace(/\{([^{}:]*)(?::([^{}]*))?\}/g, (place, name, wanted) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nothing fills ${place}`);
    if (wanted === undefined) return value.shown ?? value;
    const forms = wanted.split("|");
    if (forms.length !== 2 || !forms.every((form) => form.trim())) throw new Error(`${place} has no form for 1 and one for every other number`);
    if (!Number.isFinite(value.number)) throw new Error(`no number goes with ${place}`);
    return forms[value.number === 1 ? 0 : 1];
  });
}
