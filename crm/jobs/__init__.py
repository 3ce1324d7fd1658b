"""
Background work. A job is a function with `@task()` in a module named for its verb, enqueued inside the
transaction of what caused it; its row is committed or rolled back with it. This package runs jobs: on
django-tasks-db's worker it adds what that leaves out. docs/background.md has the reasons and figures.
"""
