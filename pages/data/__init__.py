"""Data screen, one module per step: upload, questions, column matching, findings, changes, commit."""
