"""Sets one summary as PDF, in a process of its own: JSON in, PDF out. Run by pdf_writer.py, as a script.

A long law takes hundreds of megabytes to lay out, and the engine keeps what it has laid out. A process that
ends gives all of it back, can be stopped, and holds none of the site's secrets. It imports nothing of ours.
"""

import json
import resource
import sys
from functools import cache
from pathlib import Path

import fontpkg_amiri
import fontpkg_noto_sans
import typst

TEMPLATE = Path(__file__).with_name("summary.typ")
MEMORY = 4 * 1024**3

# Asks the engine itself, under the standard that refuses a character without a glyph.
PROBE = b"""#set document(title: "probe")
#set text(lang: "en", font: ("Noto Sans", "Amiri", "DejaVu Sans Mono"), fallback: false)
#sys.inputs.text
"""


@cache
def fonts() -> typst.Fonts:
    """Load fonts from wheels only: Noto Sans, Amiri (a Naskh, for Urdu), and the engine's own for signs."""
    folders = [Path(package.__file__).parent / "files" for package in (fontpkg_noto_sans, fontpkg_amiri)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def shows(characters: str) -> bool:
    """Say whether the fonts have a glyph for each character."""
    try:
        compiled(PROBE, {"text": characters})
    except typst.TypstError:
        return False
    return True


def compiled(source: bytes, inputs: dict[str, str], *, made: int = 0, claim: bool = True) -> bytes:
    """Compile to PDF; with the claim of PDF/UA-1, which the engine makes only where it holds."""
    return typst.compile(
        source,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        timestamp=made,
        pdf_standards=["ua-1"] if claim else [],
    )


def without_glyph(characters: list[str]) -> list[str]:
    """Find, by halving, the characters that the fonts cannot show."""
    if not characters or shows("".join(characters)):
        return []
    if len(characters) == 1:
        return characters
    middle = len(characters) // 2
    return without_glyph(characters[:middle]) + without_glyph(characters[middle:])


def showable(text: str) -> str:
    """Replace what the fonts cannot show by its code, so that nothing is lost without a trace.

    >>> showable("a\U0001f600")
    'a[U+1F600]'
    """
    missing = without_glyph(sorted(set(text)))
    return text.translate({ord(character): f"[U+{ord(character):04X}]" for character in missing})


def typeset(payload: str, path: Path = TEMPLATE) -> bytes:
    """Set a summary, given as the JSON that the template reads, or another paper of ours."""
    template = path.read_bytes()
    inputs, made = {"summary": showable(payload)}, json.loads(payload)["made"]
    try:
        return compiled(template, inputs, made=made)
    except typst.TypstError as error:
        if not error.message.startswith("PDF/UA"):
            raise
        # A reader who asks for a law gets it: tagged all the same, but without the claim.
        print(error.message, file=sys.stderr)
        return compiled(template, inputs, made=made, claim=False)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATE
    sys.stdout.buffer.write(typeset(sys.stdin.buffer.read().decode(), path))


if __name__ == "__main__":
    main()
