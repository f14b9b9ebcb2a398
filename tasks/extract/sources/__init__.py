"""Whom a text has its news from: agencies, outlets, programmes, notices, interviews."""
