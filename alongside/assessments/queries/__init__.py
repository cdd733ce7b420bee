"""What pages read: querysets and small frozen dataclasses, always from a partnership or an assessment down."""
