"""Why an account stands where it does: the exact split of a change, and one sentence."""
