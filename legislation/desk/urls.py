"""Addresses of the editors' desk, below /admin/desk/."""

from django.urls import path, re_path
from django.views.i18n import set_language

from legislation.desk.views import amendments, front, versions

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
    path("amendments/<int:pk>/send-back/", amendments.SendBackView.as_view(), name="desk-amendment-send-back"),
    path("amendments/<int:pk>/discard/", amendments.DiscardView.as_view(), name="desk-amendment-discard"),
    path("versions/<int:pk>/", versions.VersionView.as_view(), name="desk-version"),
    path("versions/<int:pk>/edit/", versions.EditDraftView.as_view(), name="desk-draft"),
    path("versions/<int:pk>/correct/", versions.CorrectView.as_view(), name="desk-correct"),
    path("versions/<int:pk>/restore/", versions.RestoreView.as_view(), name="desk-restore"),
    path("versions/<int:pk>/submit/", versions.SubmitVersionView.as_view(), name="desk-version-submit"),
    path("versions/<int:pk>/publish/", versions.PublishVersionView.as_view(), name="desk-version-publish"),
    path("versions/<int:pk>/send-back/", versions.SendBackVersionView.as_view(), name="desk-version-send-back"),
    path("versions/<int:pk>/discard/", versions.DiscardVersionView.as_view(), name="desk-version-discard"),
    re_path(
        rf"^versions/(?P<pk>\d+)/confirm/(?P<kind>{KINDS})/(?P<row>\d+)/$",
        versions.ConfirmView.as_view(),
        name="desk-confirm",
    ),
]
