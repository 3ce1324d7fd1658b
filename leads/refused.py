class Refused(ValueError):
    """What was asked cannot be. The text says why, in plain words for whoever asked."""

    words = ""

    def __str__(self):
        return str(self.words)
