"""Tests of cash and finance's figures."""
