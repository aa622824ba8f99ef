"""The database of a store: connection, schema, migration, rows, integrity."""
