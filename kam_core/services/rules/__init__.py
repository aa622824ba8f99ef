"""Rules of a data set that managers edit: contact cadence, fiscal year, lifecycle, recurring window, risk weights."""
