"""Evidence cards: what there is to see, with its date, its source and what it does not show.

Words: a *card* is about one item of a framework; a *document* or a *reading* (a figure) is kept apart from an
*observation* or a *story*, so that an opinion never fills a document's place. A *silence* says that a document
says nothing about the item; it is counted and listed apart. A card that belongs to a rating is *held* until the
answers it belongs to are revealed. A card is about an item of the edition it was written for; under another edition
it stands only where that item is the same.
"""
