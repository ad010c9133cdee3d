"""Addresses of figures for staff, below /admin/figures/."""

from typing import Any

from django.urls import URLPattern, path, re_path

from programs.figures.views import figure, front, importing, series

FIGURE = r"^(?P<kind>observation|target)s/(?P<pk>\d{1,18})/"


def _step(word: str, view: Any, name: str) -> URLPattern:
    return re_path(rf"{FIGURE}{word}$", view.as_view(), name=name)


urlpatterns = [
    path("", front.FrontView.as_view(), name="figures-front"),
    path("lists/<slug:key>/", front.FigureListView.as_view(), name="figures-list"),
    re_path(r"^several/(?P<verb>publish|submit)/$", front.SeveralView.as_view(), name="figures-several"),
    path("series/", front.SeriesListView.as_view(), name="figures-series-list"),
    path("series/<int:pk>/", series.SeriesView.as_view(), name="figures-series"),
    path("series/<int:pk>/check/", series.CheckView.as_view(), name="figures-check"),
    re_path(
        r"^series/(?P<indicator>\d{1,18})/(?P<kind>observation|target)/$",
        figure.DraftView.as_view(),
        name="figures-new",
    ),
    path("import/", importing.ImportView.as_view(), name="figures-import"),
    path("import/<int:pk>/", importing.RehearsalView.as_view(), name="figures-rehearsal"),
    path("import/<int:pk>/apply/", importing.ApplyView.as_view(), name="figures-apply"),
    re_path(
        r"^export/observations\.(?P<suffix>csv|xlsx)$",
        importing.ExportView.as_view(),
        name="figures-export",
    ),
    _step("", figure.FigureView, "figures-figure"),
    _step("edit/", figure.DraftView, "figures-draft"),
    _step("correct/", series.CorrectView, "figures-correct"),
    _step("withdraw/", series.AskWithdrawalView, "figures-ask-withdrawal"),
    _step("submit/", figure.SubmitView, "figures-submit"),
    _step("discard/", figure.DiscardView, "figures-discard"),
    _step("publish/", figure.PublishView, "figures-publish"),
    _step("send-back/", figure.SendBackView, "figures-send-back"),
    _step("withdraw/agree/", figure.WithdrawView, "figures-withdraw"),
    _step("withdraw/decline/", figure.KeepView, "figures-keep"),
]
