"""The model document: its parts, checks, presets, serialised drafts and hashes."""
