"""Addresses of the fixed pages, inside the language prefix."""

from django.conf import settings
from django.urls import path

from kbase.pages import static_pages

urlpatterns = [
    path("about/", static_pages.AboutPage.as_view(), name="about"),
    path("accessibility/", static_pages.AccessibilityPage.as_view(), name="accessibility"),
    path("privacy/", static_pages.PrivacyPage.as_view(), name="privacy"),
    path("safety/", static_pages.SafetyPage.as_view(), name="safety"),
]

if settings.DEBUG:
    from kbase.pages.gallery import gallery

    urlpatterns.append(path("_components/", gallery, name="components"))
