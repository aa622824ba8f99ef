"""Array code for interactive weight changes: points matrix, approximate scores, histograms, selection."""
