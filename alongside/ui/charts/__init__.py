"""Pictures of counts, drawn on the server as SVG: how each group of people answered, side by side.

Nothing depends on colour: every part carries its count, its own pattern and a word in the legend. Bars of
different groups have the same length, whatever the size of the group, so that a large group does not drown a
small one; the number of people stands beside each. There is no total row, on purpose.
"""

from alongside.ui.charts.data import Category, Distribution, Row, data_table, people, sentences
from alongside.ui.charts.picture import svg

__all__ = ["Category", "Distribution", "Row", "data_table", "people", "sentences", "svg"]
