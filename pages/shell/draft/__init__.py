"""The draft of the model: saved text, origin, editing, and its link."""
