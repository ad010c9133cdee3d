"""The words that exports add of their own, in the interface's languages."""

from django.utils.translation import gettext, override, pgettext

from legislation.exports.summary import Labels


def labels_in(language: str) -> Labels:
    """Give the fixed words of a summary in a language."""
    with override(language):
        return Labels(
            title=gettext("Title"),
            date_shown=gettext("Law as on"),
            today=gettext("today"),
            scope=gettext("Chosen by"),
            confidence=gettext("Confidence"),
            address=pgettext("of a web page", "Address"),
            generated_on=gettext("Made on"),
            source=gettext("Source"),
            sources=gettext("Sources"),
            about=gettext("About"),
            contents=gettext("Contents"),
            page=gettext("{page} of {pages}"),
            part=pgettext("of a document", "Part"),
            item=pgettext("of a document", "Item"),
            text=gettext("Text"),
            language=gettext("Language"),
            nothing=gettext("Nothing matches."),
            shortened=gettext("[shortened: the whole text is in the JSON file]"),
            more_rows=gettext(
                "The first {shown} rows are shown here. The XLSX, CSV and JSON files hold all of them."
            ),
        )
