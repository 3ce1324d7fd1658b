import time


class Progress:
    """A line that says how far something has come, and how long it will still take."""

    WIDTH = 30

    def __init__(self, stream, what, total):
        self.stream, self.what, self.total = stream, what, total
        self.begun = self.said = time.monotonic()

    def at(self, done):
        """Draw the line, a few times a second at most on a terminal, else a few times a minute."""
        now, is_terminal = time.monotonic(), self.stream.isatty()
        if done < self.total and now - self.said < (0.2 if is_terminal else 15):
            return
        self.said = now
        taken = now - self.begun
        left = taken / done * (self.total - done) if done else 0
        filled = "█" * int(self.WIDTH * done / self.total)
        line = f"{filled:░<{self.WIDTH}} {done:,} of {self.total:,} {self.what}, {_clock(taken)}"
        line += f", {_clock(left)} to go" if done < self.total else ""
        self.stream.write(f"\r{line:<79}" if is_terminal else f"{line}\n", ending="")
        if is_terminal and done >= self.total:
            self.stream.write("")


def _clock(seconds):
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
