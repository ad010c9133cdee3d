"""The editors' desk: pages at /admin/desk/ for what the stock admin doesn't do well."""
