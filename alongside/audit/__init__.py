"""What was done, by whom and when: one append-only table, one function to add to it, and a seal over it.

For investigation only. Whatever the product itself shows ("decided by") is a field of a domain row. An entry holds
identifiers, a verb and the names of fields; never a person's name, never a value, never a text.
Words: an *actor* acts; an *entry* says so; a *seal* chains entries so that a change to them shows.
"""
