"""Cash: signed, revenue and collected by month, what is overdue, and the list of open balances."""
