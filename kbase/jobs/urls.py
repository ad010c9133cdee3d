"""Addresses of jobs."""

from django.contrib import admin
from django.urls import path

from kbase.jobs import views

urlpatterns = [
    path("", admin.site.admin_view(views.JobListView.as_view()), name="admin-jobs"),
    path("<int:pk>/", admin.site.admin_view(views.JobView.as_view()), name="admin-job"),
    path("<int:pk>/file/", admin.site.admin_view(views.JobFileView.as_view()), name="admin-job-file"),
]
