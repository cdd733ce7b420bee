"""A partnership assesses its provider together: understand, rate alone, reveal, talk, decide, record (Template A).

Words: an *assessment* uses one edition of a framework; a *participant* takes part in it, with or without an account;
a *rating* is one person's answer to one *item* (challenge) in one *round*; a *reveal* opens a round of an item for
ever; a *decision* is what lead and co-lead record for an item; the *record* is what the assessment leaves behind.
Before a reveal nobody sees anything but counts of people; nothing is ever added up across items.
"""
