"""Addresses of the site: pages below a language, machines and staff beside them."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from kbase import health
from kbase.accounts.views import doors
from kbase.accounts.views.sign_in import SignOutView
from kbase.pages.home import HomeView

urlpatterns = [
    path("healthz", health.live, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("admin/login/", doors.admin_login),
    path("admin/logout/", SignOutView.as_view()),
    path("admin/password_change/", doors.admin_password_change),
    path("admin/desk/", include("legislation.desk.urls")),
    path("admin/collaboration/", include("programs.collaborations.desk.urls")),
    path("admin/cohorts/", include("programs.cohorts.desk.urls")),
    path("admin/mentoring/", include("programs.mentoring.desk.urls")),
    path("admin/jobs/", include("kbase.jobs.urls")),
    path("admin/figures/", include("programs.figures.urls")),
    path("admin/", include("legislation.admin_urls")),
    path("admin/", admin.site.urls),
    path("", include("legislation.akn_urls")),
    *i18n_patterns(
        path("", HomeView.as_view(), name="home"),
        path("", include("kbase.pages.urls")),
        path("account/", include("kbase.accounts.urls")),
        path("", include("legislation.urls")),
        path("", include("programs.urls")),
        path("work/", include("cases.urls")),
        path("case-statistics/", include("cases.public_urls")),
    ),
]

handler400 = "kbase.pages.errors.bad_request"
handler403 = "kbase.pages.errors.forbidden"
handler404 = "kbase.pages.errors.not_found"
handler500 = "kbase.pages.errors.server_error"
