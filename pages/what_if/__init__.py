"""What-if screen: the draft model, its levers, effects, robustness and scenarios."""
