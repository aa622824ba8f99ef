"""Array code of the slider loop: points matrix, approximate scores, histograms, selection."""
