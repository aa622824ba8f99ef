"""Domain definitions: tables, columns, measures, money, calendar and messages."""
