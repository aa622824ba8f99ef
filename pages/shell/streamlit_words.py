"""Streamlit's own English words, written in the reader's language by CSS. Constants: no data goes in here.

The texts are no elements that Python can set; docs/decisions says why a style carries them.
"""

import streamlit as st

CHINESE = """<style>
[data-testid="stFileUploaderDropzone"] > span button [data-testid="stMarkdownContainer"] p,
[data-testid="stFileUploaderDropzoneInstructions"] span,
[role="listbox"][data-empty="true"] span { font-size: 0; }
[data-testid="stFileUploaderDropzone"] > span button [data-testid="stMarkdownContainer"] p::after {
  content: "选择文件"; font-size: 0.875rem;
}
[data-testid="stFileUploaderDropzoneInstructions"] span::after { content: "单个文件不超过 200 MB"; font-size: 0.75rem; }
[role="listbox"][data-empty="true"] span::after { content: "无匹配项"; font-size: 0.875rem; }
</style>"""


def translate_streamlit(code: str) -> None:
    """Write what Streamlit shows in English alone in the language of that code, where its words are known."""
    if code == "zh":
        st.html(CHINESE)
