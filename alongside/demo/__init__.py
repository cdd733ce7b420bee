"""A believable, invented partnership with three years of history, for trying the product out.

Everything here, people, places and figures, is made up. It is loaded only where ALONGSIDE_DEMONSTRATION is set, and
only there can somebody sign in as one of its people with one press of a button.
"""
