"""Today screen: accounts that need attention."""
