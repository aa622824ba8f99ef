"""What-if analysis: a draft model against the published one – movers, reasons, robustness, goal seek."""
