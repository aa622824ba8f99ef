"""Results: revenue, margin, targets and key accounts of a window, month by month and against earlier ones."""
