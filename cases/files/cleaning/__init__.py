"""What a file is by its content, and a copy of it without what it says besides or could do. Pure.

Runs apart (`python -m cases.files.cleaning`), without keys, without a right to write: what reads hostile
files is native code, and may be made to do anything.
"""
