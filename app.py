"""The door: page config, who is here, which language, and where the pages are."""

import streamlit as st

from pages.parts import session
from pages.parts.header import show_header
from pages.parts.messages import show_waiting_refusal

st.set_page_config(page_title="Key accounts · 大客户", page_icon=":material/workspaces:", layout="wide")

session.enter()
say = session.language().say
page = st.navigation(
    [
        st.Page("pages/overview.py", title=say("Overview"), url_path="overview", default=True),
        st.Page("pages/portfolio.py", title=say("Portfolio"), url_path="portfolio"),
        st.Page("pages/concentration.py", title=say("Concentration"), url_path="concentration"),
        st.Page("pages/what_if.py", title=say("What-if"), url_path="what_if"),
        st.Page("pages/lifecycle.py", title=say("Lifecycle"), url_path="lifecycle"),
        st.Page("pages/account.py", title=say("Account"), url_path="account"),
        st.Page("pages/data.py", title=say("Data"), url_path="data"),
    ],
    position="top",
)
desk = session.desk()
show_waiting_refusal(desk.words)
show_header(desk)
page.run()
