"""Finance: what finance booked per month beside our own figures."""
