"""The words of the domain: tables, columns, measures, money, calendar and messages, each said once."""
