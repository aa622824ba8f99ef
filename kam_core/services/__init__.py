"""Use cases, one module each: the only code that combines packages; writes are checked by `access`."""
