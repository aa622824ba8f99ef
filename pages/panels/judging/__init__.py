"""Marks that people give: the cell to judge, saving an answer, and the marks up to the working day."""
