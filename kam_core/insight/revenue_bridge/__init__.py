"""Revenue bridge: where the revenue of a window came from and went to since the window before (domain: retention)."""
