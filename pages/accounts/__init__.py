"""Page and account list of the portfolio screen."""
