"""Alongside: a service and the people around it change it together, and see honestly whether it is changing."""
