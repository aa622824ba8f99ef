"""Tests of the revenue bridge."""
