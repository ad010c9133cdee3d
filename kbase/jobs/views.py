"""A person's jobs: what waits and runs, what came of it, the files that were made."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView
from django_htmx.http import HttpResponseStopPolling

from kbase.jobs.files import file_pieces
from kbase.jobs.queue import living_workers
from kbase.models import Job


class OwnJobs:
    """Jobs of the person who asks, in the admin's frame."""

    request: HttpRequest

    def get_queryset(self) -> QuerySet[Job]:
        """Nobody else's."""
        return Job.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the admin's frame needs, and whether anyone works."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        frame = admin.site.each_context(self.request)
        return {**frame, "title": _("Jobs"), "has_workers": bool(living_workers(timezone.now())), **context}


class JobListView(OwnJobs, ListView):
    """Jobs of the last day, the newest first."""

    template_name = "admin/jobs.html"
    context_object_name = "jobs"
    paginate_by = 100


class JobView(OwnJobs, DetailView):
    """How far a job is; asked again by the page itself, or by its link, until it is finished."""

    template_name = "admin/job.html"
    context_object_name = "job"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the job's title."""
        return {**super().get_context_data(**kwargs), "title": self.object.title}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Tell a page that asks by itself to stop when there is nothing to wait for."""
        response: Any = super().render_to_response(context, **kwargs)
        if self.request.htmx and self.object.finished_at:  # type: ignore[attr-defined]
            return HttpResponseStopPolling(response.render().content)
        return response


class JobFileView(OwnJobs, DetailView):
    """The file that a job made."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> StreamingHttpResponse:  # type: ignore[override]
        """Stream it."""
        job: Job = self.object
        if not job.file_name:
            raise Http404
        return StreamingHttpResponse(
            file_pieces(job),
            content_type=job.file_type,
            headers={
                "Content-Disposition": f'attachment; filename="{job.file_name}"',
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store",
            },
        )
