"""What people fill in: signing in, invitations, places in a partnership, organisations."""
