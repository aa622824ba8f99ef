// Placeholders in sentences of the catalogue, filled as on the server (kam_core/vocabulary/message.py).

/** The text with its places filled. A value is a text, or a number with how it is shown. */
function filled(text, values) {
  return text.replace(/\{([^{}]*)\}/g, (place, name) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nothing fills ${place}`);
    return value.shown ?? value;
  });
}
