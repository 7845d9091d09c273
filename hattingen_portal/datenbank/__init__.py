"""Django's PostgreSQL backend with an embedded server behind it.

For trying, developing and testing. A city runs the portal on a server of its own, named by
`DATABASE_URL`; of this package, only the wording of `fehler` is then used.
"""
