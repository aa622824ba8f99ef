"""Order lines of any number as a folder of month files that is renewed where something changed."""
