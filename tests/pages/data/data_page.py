"""Upload files on the data screen, import them, and read what the page answers."""

import re

from streamlit.testing.v1 import AppTest

from tests.pages.app_session import context_pills, signed

ORDERS = (
    "客户编号,客户名称,订单日期,金额\n"
    + "".join(f"C{n},公司{n},2024-{month:02d}-15,{100 * n}\n" for n in range(1, 6) for month in range(1, 13))
    + "C1,公司1,2024-12-31,1\n"
)
MORE = "客户编号,客户名称,订单日期,金额\nC1,公司1,2024-12-31,9\nC6,公司6,2024-12-30,600\n"


def texts(test: AppTest) -> str:
    assert not test.exception
    shown = [*test.caption, *test.markdown, *test.success, *test.info, *test.warning]
    return "\n".join(str(element.value) for element in shown).replace("\\", "")


def headlines(test: AppTest) -> str:
    """The headlines of the page."""
    return "\n".join(str(one.value) for one in test.subheader).replace("\\", "")


def seen(test: AppTest) -> tuple[str, int]:
    """The data set in the header, and how many accounts it counts there."""
    (count,) = [
        found for caption in test.caption if (found := re.match(r"(\d+) accounts? · .+ · working day", caption.value))
    ]
    return context_pills(test)[0], int(count[1])


def refused(test: AppTest) -> str:
    return "\n".join(error.value for error in test.error).replace("\\", "")


def bring(test: AppTest, *files: tuple[str, bytes]) -> AppTest:
    test.switch_page("pages/data/page.py").run()
    return test.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files]).run()


def take_over(test: AppTest) -> AppTest:
    return signed(test, "who_imports", "Kim").button(key="use_data").click().run()
