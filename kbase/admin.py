"""People on the admin pages: who gives an account never knows its password."""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from kbase.accounts.actions import remove_second_factors
from kbase.accounts.links import new_password_path
from kbase.context import known_as
from kbase.history import Owned
from kbase.history_page import history_page
from kbase.tracked import Account, Membership, SecondFactor, SignIn

# Each shows what its owner alone may change; what an administrator needs of it is an action below.
# The queue shows the arguments of jobs; how it stands is on the page of jobs.
for model in (EmailAddress, Authenticator, UserSession, User, Group, ProcrastinateJob):
    admin.site.unregister(model)


admin.site.site_header = admin.site.site_title = "Qorgau"
admin.site.index_title = _("All records")


WITH_AN_ACCOUNT = [Owned(model, "user") for model in (Membership, SecondFactor, SignIn)]


class NewPersonForm(forms.ModelForm):
    """Name and place of a new person; the password is chosen by that person, by link."""

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "is_staff", "groups"]

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        user: User = super().save(commit=commit)
        return user


class GivesRights(ModelAdmin):
    """Pages on which rights are given: the database asks which administrator does it.

    Without keys that sign (a site without cases) it knows nobody, and asks nobody.
    """

    def _known(
        self, view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        with known_as(request.user):
            return view(request, *args, **kwargs)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._known(super().changeform_view, request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._known(super().delete_view, request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._known(super().changelist_view, request, *args, **kwargs)


@admin.register(Group)
class RightsOfGroupAdmin(GivesRights, GroupAdmin):
    """Groups, and what they may do."""


@admin.register(User)
class PersonAdmin(GivesRights, UserAdmin):
    """Accounts; for administrators alone, since rights are given here."""

    add_form = NewPersonForm
    add_form_template = None
    add_fieldsets = ((None, {"fields": NewPersonForm.Meta.fields}),)
    fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (None, {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    list_display = (
        "username",
        "first_name",
        "last_name",
        "is_active",
        "is_staff",
        "is_superuser",
        "last_login",
    )
    actions = ("give_link", "remove_factors")

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        raise PermissionDenied("People choose their own passwords, by link.")

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return history_page(self, request, object_id, WITH_AN_ACCOUNT, kept_as=Account)

    def response_add(self, request: HttpRequest, obj: User, *args: Any, **kwargs: Any) -> HttpResponse:
        show_link(request, obj)
        return super().response_add(request, obj, *args, **kwargs)

    @admin.action(description=_("Make a link with which this person chooses a new password"))
    def give_link(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in users.filter(is_active=True):
            show_link(request, user)

    @admin.action(description=_("Remove the second factor, which this person lost, and end the sessions"))
    def remove_factors(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in users:
            remove_second_factors(user=user)
            message = gettext("%(name)s sets up a new second factor at the next sign-in.")
            messages.success(request, message % {"name": user.username})


def show_link(request: HttpRequest, user: User) -> None:
    """Show the administrator the link to pass on; it is shown once."""
    message = gettext(
        "Give %(name)s this link. It works once, for a day, and opens a page on which to choose a "
        "password: %(link)s"
    )
    link = request.build_absolute_uri(new_password_path(user))
    messages.success(request, message % {"name": user.username, "link": link})
