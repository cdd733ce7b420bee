"""The front door, the pages about Alongside itself, a person's first page, a partnership's first page, and errors.

Words: the *front door* is where somebody comes in who is not signed in; the *first page* shows a signed-in person what
waits for them; the *overview* is the first page of one partnership.
"""
