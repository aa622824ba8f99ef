"""Decode text files: detect the encoding, repair mojibake."""
