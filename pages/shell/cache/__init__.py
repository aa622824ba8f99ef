"""Caches of computed results across reruns; keys identify their content."""
