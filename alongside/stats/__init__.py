"""Numbers in, numbers out: the methods behind the figures, with nothing else around them.

Every module here answers one question with pure functions, of the standard library or of NumPy and SciPy. None of
them knows about Django, the database, a person or a page. Each function cites the source of its method, says what it
cannot tell, and refuses what it cannot answer with a ``ValueError`` whose message is a plain sentence. A message
says where the trouble is, by position, and never repeats the value that was found there: values may be
ratings that nobody is allowed to see yet.

Words used here:

* **category**: one step of an ordered scale, such as a stage. Categories are numbered from 1, the lowest
first.
* **counts**: how many people chose each category, in the order of the scale.
* **group**: people who answer in the same capacity, such as carers or staff.
* **rater**: somebody who gives ratings. **unit**: the thing that is rated, such as one challenge in one team.

Modules: ``agreement`` (how far do people agree, and where do groups differ?);
``comparison`` (do teams differ by more than chance?); ``disclosure`` (what may be shown of small numbers?);
``scoring`` (what do the answers to a questionnaire come to?).
"""
