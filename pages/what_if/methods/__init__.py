"""The forms of the methods that find weights, and their results beside the present ones."""
