"""Addresses of consent and of the work with a person; they stand below those of cases.urls."""

from django.urls import path

from cases.views import consents, first_contact

CASE = "<uuid:case_id>/"

urlpatterns = [
    path(f"{CASE}first-contact/", first_contact.FirstContactView.as_view(), name="work-first-contact"),
    path(f"{CASE}consents/", consents.ConsentsView.as_view(), name="work-consents"),
    path(f"{CASE}consents/new/", consents.ConsentNewView.as_view(), name="work-consent-new"),
    path(
        f"{CASE}consents/<uuid:record_id>/withdraw/",
        consents.WithdrawView.as_view(),
        name="work-consent-withdraw",
    ),
]
