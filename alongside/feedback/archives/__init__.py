"""Archives of answers, larger than memory, turned into counts on one machine or on a cluster that is already there.

An *archive* is a file with one row for each person who answered: `team`, `answered_on` and a column for each question.
What comes out is what `rules.counting.tally` would count, by team and month. A file is counted once, known by the
SHA-256 of its bytes, into a folder of counts; from there `actions.taking_counts` adds it to a partnership's own.
DuckDB, and Spark where it is asked for, are loaded when counting begins and never by the pages of the product.
"""
