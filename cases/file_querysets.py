"""Which files: seen as far as the files of their case are."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db.models import Q, Sum

from cases import states
from cases.care_choices import ConsentKind
from cases.choices import Section
from cases.file_choices import MAY_PASS, FileKind
from cases.querysets import OfCaseQuerySet

GONE = (states.WITHDRAWN, states.DESTROYED)


class AttachmentQuerySet(OfCaseQuerySet):
    """Files of cases."""

    section = Section.FILES

    def standing(self) -> Self:
        """Those nobody withdrew."""
        return self.exclude(status__in=GONE)

    def downloadable(self) -> Self:
        """Those that were found clean; pictures of people as long as consent to them counts.

        Where consents may not be seen, none is found: then no such picture is given out either.
        """
        from cases.models import Consent

        agreed = Consent.objects.counting_for(kind=ConsentKind.RECORDING).values("pk")
        return self.filter(~Q(kind=FileKind.PICTURE) | Q(consent__in=agreed), status=states.CLEAN)

    def bytes_kept(self) -> int:
        """How much room they take, as their uploaders sent them."""
        return int(self.exclude(status=states.DESTROYED).aggregate(sum=Sum("size"))["sum"] or 0)

    def of_uploader_since(self, user: Any, moment: dt.datetime) -> Self:
        """Those that a person added since a moment."""
        return self.filter(created_by=user, created_at__gte=moment)

    def waiting_since(self, moment: dt.datetime) -> Self:
        """Those to be checked, again where that may help, that nobody has taken up since a moment."""
        again = Q(status=states.FAILED, finding__in=MAY_PASS, retries__lt=states.MOST_FILE_RETRIES)
        return self.filter(
            Q(status=states.UPLOADED, created_at__lt=moment) | again & Q(checked_at__lt=moment)
        )

    def stuck_since(self, moment: dt.datetime) -> Self:
        """Those whose check began before a moment and didn't end."""
        return self.filter(status=states.SCANNING, began_at__lt=moment)
