"""Credit: what accounts signed, paid and still owe, up to the as-of date."""
