"""Lambda's Runtime API for one sandbox: its process asks for the next event and posts what became of it.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import json
import threading
from concurrent.futures import Future
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue

BASE = "/2018-06-01/runtime"
STOPPED = object()


class RuntimeApi:
    def __init__(self):
        self.ready: Future = Future()
        """Whether the function could be loaded: None, or the bytes of its error."""
        self._events = SimpleQueue()
        self._outcomes: dict[str, Future] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    def send(self, request_id: str, headers: dict[str, str], payload: bytes) -> Future:
        """Hands an event to the process. Comes to (is_error, bytes)."""
        outcome = self._outcomes[request_id] = Future()
        outcome.add_done_callback(lambda _: self._outcomes.pop(request_id, None))
        self._events.put(({"Lambda-Runtime-Aws-Request-Id": request_id, **headers}, payload))
        return outcome

    def fail(self, error: bytes) -> None:
        """The process is gone: whoever waits for it gets this error."""
        for waiting, outcome in [(self.ready, error), *((each, (True, error)) for each in list(self._outcomes.values()))]:
            settle(waiting, outcome)

    def close(self) -> None:
        self._events.put(STOPPED)
        self._server.shutdown()
        self._server.server_close()

    def _next(self):
        settle(self.ready, None)
        return self._events.get()

    def _post(self, path: list[str], body: bytes) -> bool:
        match path:
            case ["init", "error"]:
                settle(self.ready, body)
            case ["invocation", request_id, ("response" | "error") as kind] if request_id in self._outcomes:
                settle(self._outcomes[request_id], (kind == "error", body))
            case _:
                return False
        return True

    def _handler(api):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # What is small goes at once.
            disable_nagle_algorithm = True

            def do_GET(self):
                if self.path != f"{BASE}/invocation/next":
                    return self.answer(404)
                event = api._next()
                if event is STOPPED:
                    self.close_connection = True
                else:
                    self.answer(200, *event)

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                known = api._post(self.path.removeprefix(f"{BASE}/").split("/"), body)
                self.answer(202 if known else 404)

            def answer(self, status, headers={}, body=b""):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler


def settle(waiting: Future, outcome) -> None:
    """The first outcome counts."""
    if not waiting.done():
        waiting.set_result(outcome)


def error(request_id: str, kind: str, message: str) -> bytes:
    """In the words of Lambda."""
    return json.dumps({"errorType": kind, "errorMessage": f"RequestId: {request_id} Error: {message}"}).encode()
