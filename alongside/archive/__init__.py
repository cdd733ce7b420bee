"""A whole partnership as one documented file, and back into an empty installation.

Words: an *archive* is the file (`partnership/1`: a zip with a manifest and one table for each model); a model or a
field is *kept* or *out*, each with its reason (`rules/classification.py` is the whole list); what is kept is *reached*
from the partnership along foreign keys. `packing.py` writes the file, `unpacking.py` reads it and trusts nothing in it.
"""
