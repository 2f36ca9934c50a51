"""Routes for programs that were written for other services: only their endpoint changes.

One folder a service. It defines the ``ServiceShape``, the routers, and the part of the OpenAPI
document, which ``registry.py`` lists.
"""
