"""Addresses of the editors' desk, below /admin/desk/."""

from django.urls import path, re_path
from django.views.i18n import set_language

from legislation.desk.views import (
    amendments,
    front,
    past,
    requests,
    settling,
    trees,
    upkeep,
    versions,
    whole,
)

KINDS = "provisiontext|conduct|duty|penalty|measure|right"

urlpatterns = [
    path("", front.FrontView.as_view(), name="desk-front"),
    path("language/", set_language, name="desk-language"),
    path("lists/<slug:key>/", front.WorkListView.as_view(), name="desk-list"),
    path("amend/", amendments.ChooseLawView.as_view(), name="desk-choose-law"),
    path("amend/<int:pk>/", amendments.StartAmendmentView.as_view(), name="desk-amend"),
    path("amendments/<int:pk>/", amendments.AmendmentView.as_view(), name="desk-amendment"),
    path("amendments/<int:pk>/add/", amendments.AddChangeView.as_view(), name="desk-change-add"),
    path(
        "amendments/<int:pk>/remove/<int:provision>/",
        amendments.RemoveChangeView.as_view(),
        name="desk-change-remove",
    ),
    path("amendments/<int:pk>/submit/", amendments.SubmitView.as_view(), name="desk-amendment-submit"),
    path("amendments/<int:pk>/publish/", amendments.PublishView.as_view(), name="desk-amendment-publish"),
    path(
        "amendments/<int:pk>/send-back/", amendments.SendBackView.as_view(), name="desk-amendment-send-back"
    ),
    path("amendments/<int:pk>/discard/", amendments.DiscardView.as_view(), name="desk-amendment-discard"),
    path("amendments/<int:pk>/edit/", amendments.ParticularsView.as_view(), name="desk-amendment-edit"),
    path(
        "amendments/<int:pk>/correct/",
        requests.CorrectParticularsView.as_view(),
        name="desk-amendment-correct",
    ),
    path(
        "amendments/<int:pk>/commencement/",
        requests.CommencementView.as_view(),
        {"which": "amendment"},
        name="desk-amendment-commencement",
    ),
    path(
        "effects/<int:pk>/commencement/",
        requests.CommencementView.as_view(),
        {"which": "effect"},
        name="desk-commencement",
    ),
    path(
        "requests/<int:pk>/again/",
        requests.CommencementView.as_view(),
        {"which": "again"},
        name="desk-commencement-again",
    ),
    path("requests/<int:pk>/", requests.RequestView.as_view(), name="desk-request"),
    path("requests/<int:pk>/send/", requests.SendRequestView.as_view(), name="desk-request-send"),
    path("requests/<int:pk>/agree/", requests.AgreeView.as_view(), name="desk-request-agree"),
    path(
        "requests/<int:pk>/send-back/", requests.SendBackRequestView.as_view(), name="desk-request-send-back"
    ),
    path("requests/<int:pk>/withdraw/", requests.WithdrawView.as_view(), name="desk-request-withdraw"),
    path("provisions/<int:pk>/number/", requests.NumberView.as_view(), name="desk-number"),
    path("versions/<int:pk>/", versions.VersionView.as_view(), name="desk-version"),
    path("versions/<int:pk>/edit/", versions.EditDraftView.as_view(), name="desk-draft"),
    path("versions/<int:pk>/correct/", versions.CorrectView.as_view(), name="desk-correct"),
    path("versions/<int:pk>/restore/", versions.RestoreView.as_view(), name="desk-restore"),
    path("versions/<int:pk>/submit/", versions.SubmitVersionView.as_view(), name="desk-version-submit"),
    path("versions/<int:pk>/publish/", versions.PublishVersionView.as_view(), name="desk-version-publish"),
    path(
        "versions/<int:pk>/send-back/", versions.SendBackVersionView.as_view(), name="desk-version-send-back"
    ),
    path("versions/<int:pk>/discard/", versions.DiscardVersionView.as_view(), name="desk-version-discard"),
    re_path(
        rf"^versions/(?P<pk>\d+)/confirm/(?P<kind>{KINDS})/(?P<row>\d+)/$",
        versions.ConfirmView.as_view(),
        name="desk-confirm",
    ),
    path(
        "versions/<int:pk>/verify/",
        upkeep.VerifyView.as_view(),
        {"kind": "version"},
        name="desk-verify-version",
    ),
    path("laws/<int:pk>/verify/", upkeep.VerifyView.as_view(), {"kind": "law"}, name="desk-verify-law"),
    path(
        "versions/<int:pk>/translate/<slug:language>/", upkeep.TranslateView.as_view(), name="desk-translate"
    ),
    path("effects/<int:pk>/", upkeep.WorkInView.as_view(), name="desk-establish"),
    path("laws/<int:pk>/drafts/", whole.WholeLawView.as_view(), name="desk-whole"),
    path("laws/<int:pk>/submit/", whole.SubmitLawView.as_view(), name="desk-whole-submit"),
    path("laws/<int:pk>/publish/", whole.PublishLawView.as_view(), name="desk-whole-publish"),
    path("laws/<int:pk>/send-back/", whole.SendBackLawView.as_view(), name="desk-whole-send-back"),
    path("laws/<int:pk>/tree/", trees.TreeView.as_view(), name="desk-tree"),
    path("laws/<int:pk>/move/", trees.MoveView.as_view(), name="desk-move"),
    path("provisions/<int:pk>/move/", trees.MoveToView.as_view(), name="desk-move-to"),
    path("provisions/<int:pk>/insert/", trees.InsertView.as_view(), name="desk-insert"),
    path("history/<slug:kind>/<int:pk>/", past.HistoryView.as_view(), name="desk-history"),
    path(
        "history/<slug:kind>/<int:pk>/restore/<int:at>/",
        past.RestoreMomentView.as_view(),
        name="desk-restore-moment",
    ),
    path("conflicts/<int:pk>/", settling.ConflictView.as_view(), name="desk-conflict"),
]
