"""The production entry: the app with a warm-up, security headers and limits.

    python -m streamlit run asgi.py --server.port 8501

docs/operations.md says how several of these stand behind nginx.
"""

from serving.process import prepare_process

prepare_process()

import streamlit as st  # noqa: E402

from pages.shell.server import server_settings  # noqa: E402

app = st.App("app.py", **server_settings())
