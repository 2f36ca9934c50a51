"""The studio's pages, ``/studio/``: the files of the app, which asks the server's other routes."""
