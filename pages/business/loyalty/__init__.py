"""Page and tables of the lifecycle screen."""
