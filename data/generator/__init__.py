"""Generator of the demo supplier: one module per topic, one random stream per table."""
