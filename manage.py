#!/usr/bin/env python
"""Django's command line for Qorgau; starts the embedded database when the command needs it."""

import os
import sys

WITHOUT_DATABASE = {"check", "collectstatic", "diffsettings", "help", "messages", "version"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kbase.settings")
    if "SECRET_KEY" not in os.environ:
        # No production environment: an installation for this machine alone.
        os.environ.setdefault("KBASE_LOCAL", "1")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    try:
        data_dir = settings.DATA_DIR
    except OSError as error:
        sys.exit(
            f"qorgau: {error.filename}: {error.strerror}. The data directory must be yours to write: "
            "see to that, or choose another with KBASE_DATA."
        )
    if len(sys.argv) > 1 and sys.argv[1] not in WITHOUT_DATABASE:
        from kbase.database import ensure_running
        from kbase.embedded import EmbeddedServerError

        try:
            ensure_running(data_dir)
        except EmbeddedServerError as error:
            sys.exit(f"qorgau: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
