"""Tables and records: rows of any form, what their columns mean, and the articles that they hold."""
