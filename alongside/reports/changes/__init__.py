"""What changed since: two closed records of one partnership side by side, and what was done in between.

Words: *then* is the older record, *now* the newer. Only challenges that the crosswalk calls the same are compared;
the others stand *apart*, with the reason. What is told is true of two different groups of people on two different days,
and the page says so before it says anything else.
"""
