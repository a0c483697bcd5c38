"""`make audit`: the locked packages held against known vulnerabilities, and against a list of licences."""
