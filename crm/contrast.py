"""Text on a colour that an admin chose freely."""


def text_on(colour: str) -> str:
    """
    Return "#ffffff" or "#000000", whichever is read more easily on `colour` (`#rrggbb`): never below 4.5:1.
    """
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (_linear(channel) for channel in channels)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if luminance < 0.179 else "#000000"  # where both have 4.58:1


def _linear(channel):
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
