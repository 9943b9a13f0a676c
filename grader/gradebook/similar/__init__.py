"""Finds equal and similar work in a class, for people to look at; no verdict. Trusted side; runs and parses no code.

Fingerprints of tokens are chosen by winnowing (S. Schleimer, D. S. Wilkerson and A. Aiken, Winnowing: Local Algorithms
for Document Fingerprinting, SIGMOD 2003), as in MOSS. It is implemented here because no library fitted: copydetect
brings matplotlib's windows, a compiled extension and its own pages, compares all pairs of works however many there are,
and guesses files and encodings; JPlag and Dolos need Java and Node. Their common algorithm takes some forty lines with
arrays. Text becomes tokens in one linear scan that no text can slow down, and only a reasonable amount of each work is
compared, so that none takes more than its share of time or memory.
"""
