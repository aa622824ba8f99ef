"""What people enter: values checked against the vocabulary, and how they are kept."""
