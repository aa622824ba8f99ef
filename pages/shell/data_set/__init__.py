"""The data set in use: open it, choose another one, summarise its tables."""
