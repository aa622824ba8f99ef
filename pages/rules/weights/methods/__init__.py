"""Forms of the weighting methods, and their results beside the present weights."""
