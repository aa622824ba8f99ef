"""Effects of capacity and hysteresis: overflow, the value of one more seat, a band replayed over the past."""
