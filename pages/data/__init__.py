"""Data screen: from an uploaded file to an import that can be undone, step by step."""
