"""Reports back to students, in the forms that platforms, mail and the web take. Trusted side.

Only pages that a student may read get into them. The next form is one class, and its line in `forms`.
"""
