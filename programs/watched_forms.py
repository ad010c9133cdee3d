"""Forms about records that two people may have open at once: nobody overwrites the other unknowingly."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django import forms
from django.db import models, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

STOOD = "stood"


@contextmanager
def held(model: type[models.Model], pk: Any) -> Iterator[None]:
    """Hold a record from before it is compared until what is saved is committed, so that none is in between.

    Args:
        pk: nothing for a record that is only being made.
    """
    with transaction.atomic():
        if pk:
            model._base_manager.select_for_update().filter(pk=pk).first()
        yield


class WatchedForm(forms.ModelForm):
    """A form that remembers what stood in each field when it was opened.

    A field that somebody else has changed since is refused once, with what stands there now; sent again,
    what was typed takes its place. The view compares and saves with the record `held`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields[STOOD] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=lambda: json.dumps(self._standing())
            )

    def full_clean(self) -> None:
        """Check the fields, then what others did meanwhile."""
        super().full_clean()
        if self.is_bound and STOOD in self.fields:
            self._refuse_what_others_changed()

    def _refuse_what_others_changed(self) -> None:
        standing, opened = self._standing(), _read(self.data.get(self.add_prefix(STOOD), ""))
        for name, digest in standing.items():
            if opened.get(name, digest) != digest and name in self.changed_data:
                words = _(
                    "Somebody else has changed this meanwhile. Now it is: %(now)s. Save again to replace it."
                )
                self.add_error(name, words % {"now": self._shown(name) or "—"})
        sent = cast(QueryDict, self.data).copy()
        sent[self.add_prefix(STOOD)] = json.dumps(standing)
        self.data = sent

    def _standing(self) -> dict[str, str]:
        """Give a digest of what stands in the record, by field."""
        return {
            name: hashlib.sha256(str(self[name].initial).encode()).hexdigest()[:12]
            for name in self.fields
            if name != STOOD
        }

    def _shown(self, name: str) -> str:
        value, choices = self[name].initial, getattr(self.fields[name], "choices", ())
        labels = {str(key): str(label) for key, label in choices}
        values = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(each), str(each)) for each in values if each is not None)


def _read(sent: str) -> dict[str, str]:
    """Read what the form remembered; whoever changes that by hand is told of nothing."""
    try:
        opened = json.loads(sent)
    except (ValueError, RecursionError):
        return {}
    return opened if isinstance(opened, dict) else {}
