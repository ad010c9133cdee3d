"""Two people at one page of the admin: what only one changed is joined, what both changed is asked."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Manager
from django.utils.translation import gettext as _

HELD = "held"
SALT = "legislation.admin.held"


class HeldField(forms.CharField):
    """What the record held when the form was filled, sealed; nothing of the record itself."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Never: a row of which nothing else was changed is not saved."""
        return False


class HeldForm(forms.ModelForm):
    """A form that knows what it was filled from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now: dict[str, str] = {}
        if self.instance.pk and self.fields:
            for name, field in self.fields.items():
                self.now[name] = _digest(field.prepare_value(self.get_initial_for_field(field, name)))
            self.fields[HELD] = HeldField()
            self.initial[HELD] = signing.dumps(self.now, salt=SALT, compress=True)

    def clean(self) -> dict[str, Any]:
        """Take what only the other changed, and ask about what both did."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        token = cleaned.pop(HELD, "")
        then = _opened(token) if token else self.now
        for name in [name for name, now in self.now.items() if then.get(name, now) != now]:
            mine = _digest(self.fields[name].prepare_value(cleaned.get(name)))
            if name not in self.errors and mine == then[name]:
                cleaned[name] = self._theirs(name)
            elif mine != self.now[name]:
                self._ask(name)
        return cleaned

    def _theirs(self, name: str) -> Any:
        held = getattr(self.instance, name)
        return held.all() if isinstance(held, Manager) else held

    def _ask(self, name: str) -> None:
        """Show theirs beside mine; whoever saves again has seen it."""
        theirs = self._theirs(name)
        shown = ", ".join(map(str, theirs)) if hasattr(theirs, "model") else theirs
        words = _("Someone else saved this here meanwhile: “%(theirs)s”. Put that in, or save yours again.")
        self.add_error(name, ValidationError(words, params={"theirs": "" if shown is None else shown}))
        data = cast(Any, self.data).copy()
        data[self.add_prefix(HELD)] = self.initial[HELD]
        self.data = data


def held_form(base: type[forms.BaseModelForm]) -> type[forms.BaseModelForm]:
    """Make a form of the admin one that knows what it was filled from."""
    return base if issubclass(base, HeldForm) else type(base.__name__, (HeldForm, base), {})


def _opened(token: str) -> dict[str, str]:
    try:
        return cast(dict[str, str], signing.loads(token, salt=SALT))
    except signing.BadSignature as error:
        raise ValidationError(_("This form is not from here. Open the page again.")) from error


def _digest(value: Any) -> str:
    """Bring a value into the form in which values are compared, however a form holds it."""
    if isinstance(value, list | tuple):
        plain = "|".join(sorted("" if each is None else str(each) for each in value))
    elif isinstance(value, Decimal):
        plain = str(value.normalize())
    else:
        plain = "" if value is None else str(value).replace("\r\n", "\n").strip()
    return sha256(plain.encode()).hexdigest()[:16]
