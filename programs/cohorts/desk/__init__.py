"""Pages of programme officers at /admin/cohorts/: cohorts, applications, sessions, outcomes, reports."""
