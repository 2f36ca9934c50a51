"""Custom Vision's training: projects, tags, images, iterations, as its programs ask for them.

The routes parse, call and answer; the work is done in ``project`` and ``workspace``. All of them
are refused unless the server was started with ``--training``, since they change projects.
"""
