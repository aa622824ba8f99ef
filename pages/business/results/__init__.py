"""Page and tables of the overview screen."""
