"""Ingest: inputs become frames of records as fetched. Nothing is cleaned here; a record that cannot be used is a row too."""
