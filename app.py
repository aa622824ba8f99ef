"""The door: run by Streamlit for every visitor; imported by `streamlit run app.py` for the server."""

import streamlit as st

if __name__ == "__main__":
    from pages.shell.entry import run_app

    run_app()
else:
    # Streamlit takes a folder pages/ for its own until the app has called st.navigation, and refuses deep links till
    # then: so a server of our own warms up before the first visitor, whichever entry starts it.
    from serving.process import prepare_process

    prepare_process()

    from pages.shell.server import server_settings

    app = st.App("app.py", **server_settings())
