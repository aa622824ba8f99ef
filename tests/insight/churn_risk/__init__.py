"""Tests of churn risk."""
