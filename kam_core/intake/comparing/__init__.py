"""Compare files with stored records and merge them."""
