"""Page, tables and slider of the concentration screen."""
