"""Settings screen, one module per section: models, overrides, imports, log, people, data sets."""
