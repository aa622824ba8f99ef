"""The invented supplier: one module per noun, one stream of chance per table."""
