"""Settings screen: models, tier overrides, imports, audit log, column mappings, people and data sets."""
