"""The frameworks a partnership may use: those that ship, and its own versions of them.

Words: an *edition* is one version of a framework; a *local* edition is an immutable document that one
partnership published; a *draft* is the next local edition while somebody still works on it. A local document
that can no longer be read is listed with its problem and is out of use; it never breaks a page.
"""
