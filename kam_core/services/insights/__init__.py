"""Insights: the figures and rows of a screen as one object, for the command line, the reports and the pages."""
