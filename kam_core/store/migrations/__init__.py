"""The steps from one layout of the store to the next."""
