"""Confidential case work; imported by nobody."""
