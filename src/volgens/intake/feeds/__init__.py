"""Feeds and sitemaps: what is new, from XML that strangers wrote."""
