"""Screens of the door Business: results, dependence on few customers, loyalty."""
