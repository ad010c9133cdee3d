"""Pages of fixed words: about, accessibility, privacy, safety."""

from django.views.generic import TemplateView


class AboutPage(TemplateView):
    template_name = "pages/about.html"


class AccessibilityPage(TemplateView):
    template_name = "pages/accessibility.html"


class PrivacyPage(TemplateView):
    template_name = "pages/privacy.html"


class SafetyPage(TemplateView):
    template_name = "pages/safety.html"
