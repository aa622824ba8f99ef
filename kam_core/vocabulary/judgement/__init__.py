"""Judgements by people: criteria from 1 to 5, and the checks and signs of a key account."""
