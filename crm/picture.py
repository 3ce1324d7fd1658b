"""The picture of somebody who works here: read from whatever was sent, kept as a small square of pixels."""

from io import BytesIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from .models import Picture, User
from .rights import Refused

LARGEST_FILE = 5 * 1024 * 1024
MOST_PIXELS = 25_000_000
SIDE = 192  # pixels: twice as many as the largest circle is drawn with
# Only these are decoded, whatever a file's name or type says it is.
FORMATS = ["PNG", "JPEG", "WEBP", "GIF"]


class NoPicture(Refused):
    words = _("This is no picture that can be read. Send a PNG, JPEG, WebP or GIF file.")


class TooLarge(Refused):
    words = _("This file is too large. 5 MB are the most.")


class TooManyPixels(Refused):
    words = _("This picture is too large. 25 megapixels are the most.")


def keep(user, file):
    """
    Make the picture in `file` the user's, in place of an earlier one.

    Raises NoPicture, TooLarge and TooManyPixels.
    """
    image = square(file)
    with transaction.atomic():
        _put(user, Picture.objects.create(image=image))


@transaction.atomic
def remove(user):
    """Take the user's picture away: their initials are drawn again."""
    _put(user, None)


def square(file) -> bytes:
    """
    Return the middle of a picture as a small WebP. Only its pixels are taken over: what else the file holds,
    such as the place where it was taken, stays behind.

    Raises NoPicture, TooLarge and TooManyPixels.
    """
    if file.size > LARGEST_FILE:
        raise TooLarge
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise TooManyPixels
            return _drawn_anew(image)
    except TooManyPixels:
        raise
    except Image.DecompressionBombError:
        raise TooManyPixels from None
    except Exception:  # decoders raise whatever they stumble over, as Django's own ImageField says
        raise NoPicture from None


def _drawn_anew(image):
    image.draft("RGB", (SIDE, SIDE))
    fitted = ImageOps.fit(image if image.mode == "RGB" else image.convert("RGBA"), (SIDE, SIDE))
    fitted = ImageOps.exif_transpose(fitted).convert("RGBA")
    face = Image.new("RGB", fitted.size, "white")
    face.paste(fitted, mask=fitted)
    written = BytesIO()
    face.save(written, "WEBP", quality=85)
    return written.getvalue()


def _put(user, picture):
    earlier = User.objects.select_for_update(no_key=True).get(pk=user.pk).picture_id
    user.picture = picture
    user.save(update_fields=["picture"])
    Picture.objects.filter(pk=earlier).delete()
