"""The gallery of components with sample data; only in development (see `kbase.pages.urls`)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kbase.pages import gallery_samples as samples


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component once."""
    return render(request, "pages/components.html", samples.everything())


def gallery_home(request: HttpRequest) -> HttpResponse:
    """Show the home page with sample data."""
    return render(request, "pages/home.html", samples.home())


def gallery_law(request: HttpRequest) -> HttpResponse:
    """Show a provision as a reader would see it, built from components alone."""
    return render(request, "pages/components_provision.html", samples.everything())
