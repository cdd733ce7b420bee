"""Small sound surveys as text to break: one with its words, one without, and a wording pack for the second."""

OWN = """\
format: survey/1
key: small
version: "1"
language: en-GB
status: working
kind: team-feedback
title: A small survey
plain_title: Small
purpose: To try things out.
plain_purpose: To try.
who: Anybody.
minutes: 1
authors: [Somebody]
reviewer: null
reviewed: null
review_due: 2030-01-31
licence: {class: ours, owner: Us, terms: Take it.}
validated: null
caution: Not validated.
intro: Two questions about the door.
plain_intro: Two questions.
rather_not_say: I'd rather not say
crisis_words: crisis
sources:
  - {key: paper, title: A paper, publisher: A press, year: 2020}
answers:
  - key: how-far
    options:
      - {key: shut, label: Shut, value: 0}
      - {key: ajar, label: Ajar, value: 1}
      - {key: wide, label: Wide open, plain: Open, value: 2}
      - {key: unseen, label: I have not seen it}
items:
  - {key: front, title: Front, question: Is the front door open, plain: Front door, answers: how-far, direction: up}
  - {key: draught, title: Draught, question: How wide is the gap, plain: Gap, answers: how-far, direction: down}
  - {key: more, title: More, question: What else, plain: More, note: The porter reads this., free_text: yes}
scales:
  - key: doors
    title: Doors
    items: [front, draught]
    method: sum
    reverse: [draught]
    missing: {allowed: 0, note: Our own rule.}
    range: {low: 0, high: 4}
    higher_is_better: yes
    bands:
      - {key: low, label: Low, starts: 0}
      - {key: high, label: High, starts: 3}
    source: {document: paper}
about_you:
  note: To see who comes in.
  plain_note: Who comes in.
  questions:
    - key: age
      question: How old are you?
      plain: Your age?
      options:
        - {key: young, label: Young}
        - {key: old, label: Old}
"""

BARE = """\
format: survey/1
key: bare
version: "2"
language: en-GB
status: working
kind: instrument
title: An instrument
plain_title: Two questions
purpose: To measure.
plain_purpose: To measure.
who: Anybody.
minutes: 1
authors: [Somebody]
reviewer: null
reviewed: null
review_due: 2030-01-31
licence: {class: free-with-registration, owner: Them, terms: Ask them.}
validated: {study: Somebody 2020, note: In ten people., source: {document: paper}}
rather_not_say: I'd rather not say
crisis_words: crisis
sources:
  - {key: paper, title: A paper, publisher: A press, seen: the title}
answers:
  - key: steps
    options:
      - {key: "1", value: 1}
      - {key: "2", value: 2}
items:
  - {key: item-1, title: Item 1, answers: steps, direction: up}
  - {key: item-2, title: Item 2, answers: steps, direction: up}
scales:
  - key: total
    title: Total
    items: [item-1, item-2]
    method: sum
    missing: {allowed: 0, note: None was found.}
    range: {low: 2, high: 4}
    higher_is_better: yes
    conversion: [{raw: 2, value: 2.00}, {raw: 3, value: 3.35}, {raw: 4, value: 4.00}]
    norms:
      - {of: ten people, n: 10, mean: 3.1, sd: 0.5, source: {document: paper}}
    change:
      - {points: 1, of: ten people, source: {document: paper}}
    reliability:
      - {kind: retest, value: 0.8, of: ten people, source: {document: paper}}
    source: {document: paper}
"""

PACK = """\
format: survey-words/1
survey: {key: bare, version: "2"}
language: en-GB
held_under: A letter.
intro: Before the first.
items:
  - {key: item-1, question: The first}
  - {key: item-2, question: The second, plain: Second}
options:
  - {answers: steps, key: "1", label: Less}
  - {answers: steps, key: "2", label: More}
"""
