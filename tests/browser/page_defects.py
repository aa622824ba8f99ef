"""Defects of a drawn page: overflow, exceptions, errors, English text on a Chinese screen."""

import re
from functools import cache
from string import Formatter

from playwright.sync_api import Page

from kam_core.locale import catalogue

_WIDER = """() => {
  const found = [];
  const scrolls = (node) => /auto|scroll|hidden|clip/.test(getComputedStyle(node).overflowX);
  const boxes = [['document', document.scrollingElement], ['main', document.querySelector('[data-testid="stMain"]')]];
  for (const [name, box] of boxes) {
    if (!box || box.scrollWidth <= box.clientWidth) continue;
    const edge = box.getBoundingClientRect().left + box.clientWidth;
    const out = [...box.querySelectorAll('*')].filter((node) => node.getBoundingClientRect().right > edge + 0.5);
    const own = out.filter((node) => {
      for (let up = node.parentElement; up && up !== box; up = up.parentElement) if (scrolls(up)) return false;
      return true;
    });
    const last = own.at(-1)?.closest('[data-testid]');
    found.push(`${name} is ${box.scrollWidth - box.clientWidth} px wider than the screen: `
      + `${last?.dataset.testid} ${last?.className} ${last?.textContent.slice(0, 60)}`);
  }
  return found;
}"""

_TEXTS = """() => {
  const walker = document.createTreeWalker(document.querySelector('[data-testid="stApp"]'), NodeFilter.SHOW_TEXT);
  const skipped = new Set(['SCRIPT', 'STYLE', 'TEMPLATE']);
  const texts = new Set();
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    if (text && !skipped.has(walker.currentNode.parentElement.tagName)) texts.add(text);
  }
  document.querySelectorAll('[data-testid="stApp"] [placeholder]').forEach((node) => texts.add(node.placeholder));
  return [...texts];
}"""

_ERRORS = '[data-testid="stException"], [data-testid="stAlertContentError"], [data-testid="stToast"]'
_PLACE = re.compile(r"\{\w+(?::[^|}]*\|)?|\}")
"""Of a place all, of the forms that go by a number all but the second."""
_WORD = re.compile(r"[A-Za-z]{3,}")


def problems(page: Page, code: str) -> list[str]:
    """Everything wrong with the page as it stands, for a reader of the language `code`."""
    found = [str(line) for line in page.evaluate(_WIDER)]
    found += [f"an error is shown: {text}" for text in page.locator(_ERRORS).all_inner_texts()]
    if code != "en":
        found += [f"still in English: {text}" for text in page.evaluate(_TEXTS) if is_left_in_english(text, code)]
    return found


@cache
def untranslated(code: str) -> tuple[str, ...]:
    """Texts of the source that the language has no words for."""
    known = catalogue.read(code)
    return tuple(
        str(message.id)
        for message in catalogue.extracted()
        if message.id and not (known.get(message.id) and known.get(message.id).string)
    )


def is_left_in_english(text: str, code: str) -> bool:
    """Whether a text is one of the catalogue's English sentences, which the language says otherwise."""
    words, sentences = _english(code)
    return text in words or any(sentence.fullmatch(text) for sentence in sentences)


@cache
def _english(code: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """English texts without places, and those with places as patterns; a place alone says nothing."""
    texts = {str(m.id) for m in catalogue.read(code) if m.id and m.string and m.id != m.string}
    plain = frozenset(text for text in texts if "{" not in text)
    sentences = [text for text in texts - plain if len(_WORD.findall(_PLACE.sub("", text))) > 1]
    return plain, tuple(map(_pattern, sentences))


def _pattern(text: str) -> re.Pattern[str]:
    """What a text with places may look like when it is said, with either form of words that go by a number."""
    parts = []
    for words, name, forms, _ in Formatter().parse(text):
        either = "|".join(re.escape(form) for form in (forms or "").split("|"))
        parts += [re.escape(words), "" if name is None else f"(?:{either})" if forms else ".+"]
    return re.compile("".join(parts))
