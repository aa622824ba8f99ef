"""From a dropped file to an import that can be undone, step by step."""
