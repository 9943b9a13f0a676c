"""Equal and similar work in a class, for people to look at: no verdict. Trusted side; runs no code and parses none.

Fingerprints of tokens are chosen by winnowing (S. Schleimer, D. S. Wilkerson and A. Aiken, Winnowing: Local Algorithms
for Document Fingerprinting, SIGMOD 2003), as MOSS does. It is written here because no library fitted: copydetect brings
matplotlib's windows, a compiled extension and pages of its own, compares each two works however many there are, and
reads files and encodings by guessing; JPlag and Dolos are programs for Java and Node. What they have in common is some
forty lines on arrays. Text becomes tokens in one linear scan that no text can exhaust, and as much of a work as has a
reasonable size is looked at, so that none takes more time or memory than its share.
"""
