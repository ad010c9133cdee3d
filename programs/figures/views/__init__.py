"""Pages of figures for staff, below /admin/figures/."""
