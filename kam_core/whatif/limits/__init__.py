"""What seats and bands do: who overflows, what one more seat would bring, a band replayed over the past."""
