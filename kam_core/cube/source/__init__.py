"""Source files of a cube: find, check, profile and split them."""
