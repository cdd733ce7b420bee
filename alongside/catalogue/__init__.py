"""The shipped content, read and checked: frameworks, crosswalks, stakeholder groups, glossary, evidence and
surveys.

Everything here turns YAML text into frozen dataclasses, or says with file, line and reason why it cannot.
A *framework* has *items* (the challenges) and ordered *stages*; an *edition* is one version of it; a
*crosswalk* says which items and stages of two editions may be compared; a *survey* is a set of questions with
their answers and how they are scored; the *shelf* is what is installed.
It knows nothing of Django, of databases or of people: local editions are kept by ``library``, which calls
``framework.parse`` on their text.
"""
