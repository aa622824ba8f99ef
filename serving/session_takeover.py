"""Session takeover: reconnect a browser to another process after its own has died."""

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg


class SessionTakeoverMiddleware:
    """Runs the whole page at the first thing that a connection asks for.

    After a reconnection the browser may ask for one part of the page alone, by a name that only the process which drew
    the page knows. Another process would do nothing at all, and the levers would stand still until a reload.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; of a websocket's messages, the first run asked for becomes a whole one."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        waiting = True

        async def receive_whole() -> Message:
            nonlocal waiting
            message = await receive()
            data = message.get("bytes")
            if waiting and message["type"] == "websocket.receive" and data:
                asked = _asked(data)
                if asked is not None and asked.WhichOneof("type") == "rerun_script":
                    waiting = False
                    if asked.rerun_script.fragment_id:
                        asked.rerun_script.fragment_id = ""
                        return {**message, "bytes": asked.SerializeToString()}
            return message

        await self._app(scope, receive_whole, send)


def _asked(data: bytes) -> BackMsg | None:
    asked = BackMsg()
    try:
        asked.ParseFromString(data)
    except DecodeError:
        # Streamlit closes the connection for it.
        return None
    return asked
