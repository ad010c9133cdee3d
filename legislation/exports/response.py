"""The answer that hands a summary over."""

from collections.abc import Iterator
from itertools import chain

from django.http import StreamingHttpResponse

from legislation.exports.formats import filename, format_named
from legislation.exports.summary import Summary


def export_response(summary: Summary, code: str) -> StreamingHttpResponse:
    """Stream a summary as a file to keep.

    The first piece is made before the answer begins, so that what fails, fails as an error page and not as a
    broken file. A file cut off on the way must not be kept by a cache either: nothing is stored.

    Raises:
        UnknownFormat: names what was given and what is accepted.
    """
    chosen = format_named(code)
    pieces: Iterator[bytes] = chosen.write(summary)
    first = next(pieces, b"")
    return StreamingHttpResponse(
        chain([first], pieces),
        content_type=chosen.content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{filename(summary, code)}"',
            "Content-Language": summary.language,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )
