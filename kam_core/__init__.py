"""Key account management: from a file of orders to scored, tiered and explained accounts.

The rooms, from the ground up: vocabulary, then intake / measures / store beside each other, then
scoring, insight, whatif, and on top analysis, charts and reports. See docs/decisions/001-layout.md.
"""
