"""What a function's process writes, event by event."""

import threading

MOST_KEPT = 1024 * 1024
"""Characters: a function that is never called again may write without end."""


class Logs:
    def __init__(self, stream, on_end):
        self._lines: list[str] = []
        self._kept = 0
        self._changed = threading.Condition()
        self._ended = False
        self._answered: set[str] = set()
        threading.Thread(target=self._read, args=(stream, on_end), daemon=True).start()

    def taken_for(self, request_id: str) -> str:
        """Waits until all is here that was written before the answer; what comes later belongs to the next event."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or request_id in self._answered, timeout=5)
            self._answered.discard(request_id)
            text = "".join(self._lines)
            self._lines, self._kept = [], 0
            return text

    def text(self) -> str:
        with self._changed:
            return "".join(self._lines)

    def _read(self, stream, on_end):
        for line in stream:
            self._add(line.decode(errors="replace"))
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        on_end()

    def _add(self, line: str) -> None:
        # The runtime writes this line just before it answers.
        if line.startswith("\0answered "):
            with self._changed:
                self._answered.add(line.split()[1])
                self._changed.notify_all()
        elif line != "\n" and self._kept < MOST_KEPT:
            with self._changed:
                self._lines.append(line)
                self._kept += len(line)
