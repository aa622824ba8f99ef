"""What an answer about an account would change: its score and tier at each mark from 1 to 5."""
