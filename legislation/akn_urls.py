"""Permanent addresses by FRBR URI, outside the language prefix."""

from django.urls import path

from legislation.views.akn import AknView

urlpatterns = [path("akn/<path:uri>", AknView.as_view(), name="akn")]
