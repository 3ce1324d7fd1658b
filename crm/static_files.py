from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """A script finds the scripts that it imports under their hashed names, too."""

    support_js_module_import_aggregation = True
