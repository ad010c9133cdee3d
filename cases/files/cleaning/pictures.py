"""Pictures: made anew from their points, so that place, time, camera and stowaways stay behind. Pure."""

from __future__ import annotations

import io
import warnings
import zipfile

from PIL import Image, ImageOps

from cases.files.cleaning.kinds import Kind, RefusedFile

MOST_PIXELS = 50_000_000
QUALITY = 90
# What a PNG needs in order to look as it does; the rest are words, times and whatever else.
_LOOKS = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs")
PNG_END = b"IEND\xaeB`\x82"
_NO_CAMERA_WORDS = (0xE0, 0xE2, 0xEE)  # APP0 (JFIF), APP2 (colours), APP14 (how colours are kept)
_START_OF_SCAN = 0xDA


def cleaned_picture(content: bytes, kind: Kind) -> bytes:
    """Return a picture made anew, upright.

    Raises:
        RefusedFile: too many points, several pictures in one, something else stuck to it, or damaged.
    """
    _refuse_stowaways(content, kind)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=(kind.name,)) as given:
                if given.width * given.height > MOST_PIXELS:
                    raise RefusedFile("too-many-pixels")
                if kind == Kind.PNG and getattr(given, "n_frames", 1) > 1:
                    raise RefusedFile("animated")
                return _anew(given, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise RefusedFile("too-many-pixels") from None
    except (OSError, SyntaxError, ValueError, EOFError, Warning):
        raise RefusedFile("damaged") from None


def _anew(given: Image.Image, kind: Kind) -> bytes:
    upright = ImageOps.exif_transpose(given)
    has_holes = kind == Kind.PNG and (upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info)
    plain = upright.convert("RGBA" if has_holes else "RGB")
    anew = Image.new(plain.mode, plain.size)  # nothing but the points
    anew.paste(plain)
    output = io.BytesIO()
    anew.save(output, kind.name, quality=QUALITY)
    return output.getvalue()


def _refuse_stowaways(content: bytes, kind: Kind) -> None:
    if kind == Kind.PNG and not content.rstrip(b"\0").endswith(PNG_END):
        raise RefusedFile("two-in-one" if PNG_END in content else "damaged")
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise RefusedFile("two-in-one")


def without_camera_words(jpeg: bytes) -> bytes:
    """Return a JPEG without what cameras and programs write into it; its points are left as they are.

    What can't be followed is returned as far as it could be: nothing that was not understood is kept back.
    """
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != _START_OF_SCAN:
        marker, end = jpeg[at + 1], at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        is_word = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not is_word or marker in _NO_CAMERA_WORDS:
            kept += jpeg[at:end]
        at = end
    end = jpeg.rfind(b"\xff\xd9")
    return bytes(kept + jpeg[at : end + 2 if end > at else None])


def without_words(png: bytes) -> bytes:
    """Return a PNG with only the parts that it needs in order to look as it does."""
    if not png.startswith(b"\x89PNG\r\n\x1a\n"):
        return png
    kept, at = bytearray(png[:8]), 8
    while at + 8 <= len(png):
        end = at + 12 + int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] in _LOOKS:
            kept += png[at:end]
        at = end
    return bytes(kept)
