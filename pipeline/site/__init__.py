"""The web page: a finished release as static HTML that needs no server and no network.

Belongs here: what a reader without a database sees. Does not belong here: any figure that the release does not hold.
"""
