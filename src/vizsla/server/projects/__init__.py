"""The routes of projects, ``/v1/projects/...``: what the studio shows and changes.

They are there where the server was told so. Types of requests and responses are pydantic's, of
which the OpenAPI document is made; the routes parse, call and answer.
"""
