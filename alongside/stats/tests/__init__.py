"""Tests of the methods, beside them."""
