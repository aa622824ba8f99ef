"""Model document: its parts, validation, presets, serialised drafts and hashes."""
