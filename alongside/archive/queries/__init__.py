"""Reads every exported row of one partnership."""
