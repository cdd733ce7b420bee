"""Template B to take away: one plan as a tagged PDF, a Word document and a spreadsheet.

Words: a plan is *told* once (`telling`), from a version that never changes or from the draft, and each form is drawn
from that, so that no two of them can differ. The order is that of the source's form (Implementing Recovery: A
methodology for organisational change, 2010, page 19); the words are ours.
"""
