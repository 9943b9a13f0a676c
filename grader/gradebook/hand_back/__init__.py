"""Reports back to students, in the forms that platforms, mail and the web take. Trusted side.

They contain only pages that a student may read. A new form is one class, and a line in `forms`.
"""
