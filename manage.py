#!/usr/bin/env python
import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(
            "Django is not installed here: `make run` brings everything that is needed."
        ) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
