"""Headless client of Streamlit's websocket protocol: opens a page and moves sliders.

With a change the frontend sends the values of all widgets, the fragment of the changed one and the hashes of the
large messages that it still holds; the server answers with messages, the last of which says that the script ended.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

EARLY = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
SECONDS = 120.0


@dataclass(frozen=True)
class Answer:
    """One round trip: from the frame sent to the last message of the run."""

    milliseconds: float
    sent_bytes: int
    received_bytes: int
    messages: int


@dataclass
class _Widget:
    id: str
    value: float
    fragment: str
    family: str


@dataclass
class _Lab:
    """The live levers: a part in the browser that sends weights and cut together."""

    id: str
    fragment: str
    state: dict[str, Any]
    sent: dict[str, Any] | None = None


class Wire:
    """One session of one page."""

    def __init__(self, url: str, page: str = "", query: str = "") -> None:
        self._page, self._query, self._script = page, query, ""
        self._places: dict[str, str] = {}
        self._widgets: dict[str, _Widget] = {}
        self._held: set[str] = set()
        self._lab: _Lab | None = None
        self.errors: list[str] = []
        address = url.replace("http", "ws", 1) + "/_stcore/stream"
        self._connection = connect(address, subprotocols=["streamlit"], max_size=None, compression=None)

    def __enter__(self) -> Wire:
        self._socket = self._connection.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.__exit__(kind, error, trace)

    def open(self) -> Answer:
        """Run the whole page for the first time."""
        return self._run("")

    def go(self, place: str) -> Answer:
        """Choose the page of this address from the menu; its widgets stand as the server knows them."""
        self._page, self._script = "", self._places[place]
        self._widgets, self._lab = {}, None
        answer = self._run("")
        assert self._script == self._places[place], f"{place} is not what was shown"
        return answer

    def move(self, key: str, value: float) -> Answer:
        """Set the slider of this key and run its fragment, or the page where it is in none."""
        widget = self._widgets[key]
        widget.value = value
        return self._run(widget.fragment)

    def release(self, criterion: str, points: float) -> Answer:
        """Release a live lever; the answer has the server's counts."""
        assert self._lab is not None, "the page has no live levers"
        lab = self._lab
        weights = {**lab.state["weights"], criterion: points}
        number = (lab.sent or {}).get("seq", 0) + 1
        lab.sent = {"revision": lab.state["revision"], "seq": number, "weights": weights, "cut": lab.state["cut"]}
        answer = self._run(lab.fragment)
        assert self._lab.state["server"]["seq"] == number, "the answer is about another release"
        return answer

    @property
    def weights(self) -> dict[str, float]:
        """The weights that the live levers show."""
        assert self._lab is not None, "the page has no live levers"
        return dict(self._lab.state["weights"])

    @property
    def place(self) -> str:
        """The address of the page that is shown, below that of the app; empty for the first page."""
        return next(place for place, script in self._places.items() if script == self._script)

    @property
    def sliders(self) -> dict[str, float]:
        """Key and value of every slider on the page."""
        return {key: widget.value for key, widget in self._widgets.items() if widget.family == "slider"}

    def _run(self, fragment: str) -> Answer:
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_name = self._query, self._page
        state.page_script_hash, state.fragment_id = self._script, fragment
        state.cached_message_hashes.extend(self._held)
        state.context_info.locale, state.context_info.timezone = "en-GB", "UTC"
        state.context_info.color_scheme = "light"
        for widget in self._widgets.values():
            one = state.widget_states.widgets.add(id=widget.id)
            if widget.family == "slider":
                one.double_array_value.data.append(widget.value)
            else:
                one.double_value = widget.value
        if self._lab is not None and self._lab.sent is not None:
            state.widget_states.widgets.add(id=self._lab.id, json_value=json.dumps({"levers": self._lab.sent}))
        frame = message.SerializeToString()
        received: list[ForwardMsg] = []
        size = 0
        start = time.perf_counter()
        self._socket.send(frame)
        while True:
            data = self._socket.recv(timeout=SECONDS)
            assert isinstance(data, bytes)
            size += len(data)
            answer = ForwardMsg.FromString(data)
            received.append(answer)
            if answer.WhichOneof("type") == "script_finished" and answer.script_finished != EARLY:
                break
        took = (time.perf_counter() - start) * 1000
        for answer in received:
            self._take(answer)
        return Answer(took, len(frame), size, len(received))

    def _take(self, answer: ForwardMsg) -> None:
        match answer.WhichOneof("type"):
            case "navigation":
                self._script = answer.navigation.page_script_hash
                self._places = {page.url_pathname: page.page_script_hash for page in answer.navigation.app_pages}
            case "delta" if answer.delta.WhichOneof("type") == "new_element":
                if answer.metadata.cacheable:
                    self._held.add(answer.hash)
                element = answer.delta.new_element
                match element.WhichOneof("type"):
                    case "slider":
                        sent = element.slider
                        value = (sent.value if sent.set_value else sent.default)[0]
                        self._learn(sent.id, value, sent.set_value, answer.delta.fragment_id, "slider")
                    case "number_input":
                        number = element.number_input
                        value = number.value if number.set_value else number.default
                        self._learn(number.id, value, number.set_value, answer.delta.fragment_id, "number")
                    case "bidi_component" if element.bidi_component.component_name == "kam_lab":
                        sent = None if self._lab is None else self._lab.sent
                        state = json.loads(element.bidi_component.json)
                        self._lab = _Lab(element.bidi_component.id, answer.delta.fragment_id, state, sent)
                    case "exception":
                        self.errors.append(element.exception.message)

    def _learn(self, widget_id: str, value: float, forced: bool, fragment: str, family: str) -> None:
        key = widget_id.rsplit("-", 1)[-1]
        if forced or key not in self._widgets:
            self._widgets[key] = _Widget(widget_id, value, fragment, family)
