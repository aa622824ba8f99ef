"""Judge screen: the marks that people give."""
