"""Addresses of sharing: see cases/urls.py."""

from django.urls import path

from cases.views import approvals, exports, received, referrals, sharing, transfers

SHARING = "<uuid:case_id>/sharing/"
COPY = f"{SHARING}copies/<uuid:record_id>/"
REFERRAL = f"{SHARING}referrals/<uuid:record_id>/"
RECEIVED = "received/<uuid:record_id>/"
OFFERED = "offered/<uuid:record_id>/"

urlpatterns = [
    path("received/", received.ReceivedListView.as_view(), name="work-received"),
    path(RECEIVED, received.ReceivedView.as_view(), name="work-received-item"),
    path(f"{RECEIVED}answer/", received.AnswerView.as_view(), name="work-received-answer"),
    path(f"{RECEIVED}who/", received.ReceivedWhoView.as_view(), name="work-received-who"),
    path(OFFERED, transfers.OfferedView.as_view(), name="work-offered"),
    path(f"{OFFERED}accept/", transfers.AcceptView.as_view(), name="work-offered-accept"),
    path(f"{OFFERED}decline/", transfers.DeclineView.as_view(), name="work-offered-decline"),
    path("approvals/", approvals.ApprovalListView.as_view(), name="work-approvals"),
    path("approvals/<uuid:record_id>/", approvals.ApprovalView.as_view(), name="work-approval"),
    path(SHARING, sharing.SharingView.as_view(), name="work-sharing"),
    path(f"{SHARING}offer/", transfers.OfferView.as_view(), name="work-offer"),
    path(
        f"{SHARING}offer/<uuid:record_id>/", transfers.ConsentOfferView.as_view(), name="work-offer-consent"
    ),
    path(f"{SHARING}offer/law/", transfers.LawOfferView.as_view(), name="work-offer-law"),
    path(f"{SHARING}offer/without/", transfers.OverrideOfferView.as_view(), name="work-offer-without"),
    path(f"{SHARING}offers/<uuid:record_id>/send/", transfers.send, name="work-offer-send"),
    path(f"{SHARING}offers/<uuid:record_id>/cancel/", transfers.cancel, name="work-offer-cancel"),
    path(f"{SHARING}refer/", referrals.ReferView.as_view(), name="work-refer"),
    path(
        f"{SHARING}refer/<uuid:record_id>/", referrals.ConsentReferralView.as_view(),
        name="work-refer-consent",
    ),
    path(f"{SHARING}refer/law/", referrals.LawReferralView.as_view(), name="work-refer-law"),
    path(f"{SHARING}refer/without/", referrals.OverrideReferralView.as_view(), name="work-refer-without"),
    path(f"{SHARING}copy/", exports.ExportView.as_view(), name="work-export"),
    path(COPY, exports.ExportedView.as_view(), name="work-exported"),
    path(f"{COPY}again/", exports.make_again, name="work-exported-again"),
    path(f"{COPY}open/", exports.open_copy, name="work-exported-open"),
    path(f"{COPY}download/", exports.download, name="work-exported-download"),
    path(f"{COPY}delete/", exports.delete, name="work-exported-delete"),
    path(f"{COPY}told/", exports.told, name="work-exported-told"),
    path(REFERRAL, referrals.ReferralView.as_view(), name="work-referral"),
    path(f"{REFERRAL}send/", referrals.send, name="work-referral-send"),
    path(f"{REFERRAL}revoke/", referrals.revoke, name="work-referral-revoke"),
    path(f"{REFERRAL}answer/", referrals.OutsideAnswerView.as_view(), name="work-referral-answer"),
]  # fmt: skip
