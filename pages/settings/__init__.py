"""Who decided what: models, tiers set by hand, imports, the log, remembered columns and data sets."""
