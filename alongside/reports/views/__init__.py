"""The pages and documents of a record: on screen, on paper, as a spreadsheet, and for somebody with a link."""
